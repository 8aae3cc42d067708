package dev.bascule.internal;

import org.jspecify.annotations.Nullable;

/**
 * One who waits in a line: a parked thread or a stage. What changes is guarded by the {@link Waiters} that it stands in,
 * which is why nothing here is volatile; 40 bytes with compressed references.
 */
public final class Waiter {
    /** Not in line yet. */
    static final byte NEW = 0;

    static final byte WAITING = 1;
    static final byte GRANTED = 2;
    static final byte LEFT = 3;

    // -- immutable --
    final Waiters line;

    /** The thread that parks, or the stage that completes. */
    final Object party;

    /** How much of it, in the units of the primitive. */
    public final int wanted;

    /** Whether the thread waits for so long only. */
    private final boolean limited;

    // -- guarded by the line --
    byte state = NEW;

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    /** What it brings, while it waits; what it gets, once granted. */
    private @Nullable Object value;

    Waiter(Waiters line, Object party, int wanted, @Nullable Object brings, boolean limited) {
        this.line = line;
        this.party = party;
        this.wanted = wanted;
        this.value = brings;
        this.limited = limited;
    }

    /** Whether it goes away in time, whatever happens. */
    boolean isLimited() {
        return limited || (party instanceof OwnedFuture<?> stage && stage.isTimed());
    }

    /** What it brings or got; under the line's monitor, or by its own party after the grant. */
    public @Nullable Object value() {
        return value;
    }

    /** The same, as what the primitive knows it to be; null only where that may be. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    public <T> T valueAs() {
        return (T) value;
    }

    /** Whether it waits; under the line's monitor, or before it has entered. */
    public boolean isInLine() {
        return state == WAITING;
    }

    /** Whether it has got what it wants; by its own party. */
    boolean isGranted() {
        return state == GRANTED;
    }

    /** What it gets; by whoever grants. */
    public void give(@Nullable Object granted) {
        value = granted;
    }

    /** What to give to one who will never get what it wants. */
    public static Object denial(Throwable reason) {
        return new Denial(reason);
    }

    /** Why it will never get what it wants, or null. */
    public @Nullable Throwable denied() {
        return value instanceof Denial denial ? denial.reason : null;
    }

    private record Denial(Throwable reason) {}
}
