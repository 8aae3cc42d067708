package dev.bascule.internal;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of code that holds something and gives it back at its end, so that whoever waits for it waits for this code.
 * It begins on a thread, and ends there, or with a stage that the code returned.
 */
public final class Scope implements AutoCloseable {
    // -- immutable --
    final Ambient thread;
    /** The wait on whose top the code runs, null if there was none: those above it are its own. */
    final @Nullable Wait base;

    // -- written by the thread, read by any --
    private volatile @Nullable CompletionStage<?> stage;

    private final boolean exclusive;

    private Scope(Ambient thread, boolean exclusive) {
        this.thread = thread;
        this.base = thread.wait;
        this.exclusive = exclusive;
        thread.scopes += exclusive ? 1 : 0;
    }

    /**
     * Code that holds something which others want begins, on the current thread, which runs nothing else meanwhile. To be
     * closed by the same thread, when the code has returned.
     */
    public static Scope enter() {
        return new Scope(Ambient.enter(), true);
    }

    /** The same for code that holds nothing, and merely is the one that others wait for. */
    public static Scope enterShared() {
        return new Scope(Ambient.enter(), false);
    }

    /** The thread has done its part; the rest ends with the stage. */
    public void lastsUntil(CompletionStage<?> end) {
        stage = end;
        if (end instanceof GuardedFuture<?> ours) {
            Proof.onChange(ours); // whoever waits for what is held now waits for that stage
        }
    }

    /** Whose code it is, to tell it from others: a thread, or an asynchronous scope of its own. */
    Object party() {
        return stage == null ? thread.bell.owner : this;
    }

    /** Who will give back: the thread, or the stage at whose end that happens. */
    public String describe() {
        CompletionStage<?> end = stage;
        if (end != null) {
            return end instanceof OwnedFuture<?> ours ? ours.describe() : "a stage that is not Bascule's";
        }
        return "thread '" + thread.bell.owner.getName() + "'";
    }

    /** Whether it is seen at a glance that its end is near: the thread does not wait inside of it. */
    public boolean goesOn() {
        Wait wait = thread.wait;
        return stage == null && (wait == null || wait == base);
    }

    @Nullable
    CompletionStage<?> stage() {
        return stage;
    }

    @Override
    public void close() {
        thread.scopes -= exclusive ? 1 : 0;
        thread.leave();
    }
}
