package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import org.jspecify.annotations.Nullable;

/**
 * The stage of one who waits in a line. Only the line completes it; {@code cancel}, {@code completeExceptionally} and the
 * timeouts make the waiter leave the line, and do nothing if it has been granted already.
 */
final class LineFuture<T> extends GuardedFuture<T> {
    final Waiter waiter;

    LineFuture(Waiters line, int wanted, @Nullable Object brings) {
        super(Combining.homeHere(line::home), Ambient.currentOp());
        waiter = new Waiter(line, this, wanted, brings, false);
        setFirstSource(waiter);
    }

    /** Where the waiter belongs it looks whether it gets what it wants, and goes on. Any thread, no lock held. */
    void wake() {
        if (waiter.line.isInline()) {
            Trampoline.run(this::arrive);
            return;
        }
        Arrival arrival = this::arrive;
        try {
            home.execute(arrival, op);
        } catch (RuntimeException | Error closedOrFull) {
            Background.execute(arrival); // somebody must look, or the line stands still
        }
    }

    /** A continuation of the JDK's kind: a place that is closed with this in its queue runs it elsewhere. */
    @FunctionalInterface
    private interface Arrival extends Runnable, AsynchronousCompletionTask {}

    private void arrive() {
        if (waiter.line.arrive(waiter)) {
            settleWithGrant();
        }
    }

    void settleWithGrant() {
        Throwable reason = waiter.denied();
        if (reason != null) {
            settleExceptionally(reason);
        } else {
            settle(waiter.valueAs());
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        requireNonNull(failure);
        return leaveLine() && settleExceptionally(failure);
    }

    @Override
    boolean leaveLine() {
        return waiter.line.leave(waiter);
    }

    @Override
    String describe() {
        return "a turn at " + waiter.line.describe();
    }

    /** The stage of one who need not wait: it cannot be given up any more, as that of one who waited. */
    static final class Granted<T> extends GuardedFuture<T> {
        Granted(Home home) {
            super(home, null);
        }

        @Override
        public boolean completeExceptionally(Throwable failure) {
            requireNonNull(failure);
            return false;
        }
    }
}
