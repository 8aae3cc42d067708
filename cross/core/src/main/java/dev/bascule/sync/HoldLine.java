package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.function.ThrowingRunnable;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.internal.Nanos;
import dev.bascule.internal.Scope;
import dev.bascule.internal.Waiter;
import dev.bascule.stage.AwaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where holds are acquired: all ways to wait for one, in terms of one way to take it. */
abstract class HoldLine extends Line {
    HoldLine(SyncConfig config) {
        super(config);
    }

    /** Takes so much of it if it is there and nobody is to be let first; null otherwise. */
    abstract @Nullable Hold tryAcquire(int wanted);

    /** Who holds it, as far as is known; else "". */
    abstract String holders();

    /** Whether so much of it is not there. */
    abstract boolean isTakenFor(int wanted);

    /** Notes that the hold ends with the scope. */
    abstract void scoped(Hold hold, Scope scope);

    final int waiting() {
        return length();
    }

    // -- by token --

    final Hold acquire(int wanted) throws InterruptedException {
        refuseOnLoop("acquire");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Hold hold = tryAcquire(wanted);
        return noted(hold != null ? hold : given(requireNonNull(await(wanted, null, FOREVER))));
    }

    final Hold acquire(int wanted, Duration limit) throws InterruptedException, AwaitTimeoutException {
        long nanos = Nanos.of(limit);
        refuseOnLoop("acquire");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Hold hold = tryAcquire(wanted);
        return noted(hold != null ? hold : given(await(wanted, null, nanos), limit));
    }

    final Hold acquireUninterruptibly(int wanted) {
        refuseOnLoop("acquireUninterruptibly");
        Hold hold = tryAcquire(wanted);
        return noted(hold != null ? hold : given(awaitUninterruptibly(wanted, null)));
    }

    final CompletableFuture<Hold> acquireAsync(int wanted) {
        Hold hold = tryAcquire(wanted);
        return hold != null ? granted(noted(hold)) : awaitAsync(wanted, null);
    }

    private Hold given(@Nullable Waiter waiter, Duration limit) throws AwaitTimeoutException {
        if (waiter == null) {
            throw new AwaitTimeoutException(
                    describe() + (holders().isEmpty() ? "" : ", held by " + holders() + ",") + " was not acquired",
                    limit);
        }
        return given(waiter);
    }

    private static Hold given(Waiter waiter) {
        return (Hold) requireNonNull(waiter.value());
    }

    // -- by scope --

    /** Runs the body, and gives the hold back whatever comes of it. */
    final <T, X extends Exception> T with(Hold hold, ThrowingSupplier<T, X> body) throws X {
        try (hold;
                Scope scope = Scope.enter()) { // ends first: what an inline continuation does is outside of it
            scoped(hold, scope);
            return requireNonNull(body, "body").get();
        }
    }

    /** Runs the body if the hold is there; whether it ran. */
    final <X extends Exception> boolean tryWith(int wanted, ThrowingRunnable<X> body) throws X {
        Hold hold = tryAcquire(wanted);
        if (hold == null) {
            return false;
        }
        return with(hold, () -> {
            requireNonNull(body, "body").run();
            return true;
        });
    }

    /** The same when the hold has come, until the stage of the body has ended. */
    final <T> CompletableFuture<T> withAsync(int wanted, Supplier<? extends CompletionStage<T>> body) {
        requireNonNull(body, "body");
        CompletableFuture<Hold> acquire = acquireAsync(wanted);
        AtomicBoolean decided = new AtomicBoolean();
        CompletableFuture<T> result = acquire.thenCompose(hold -> {
            if (decided.compareAndSet(false, true)) {
                return start(hold, body);
            }
            throw new CancellationException();
        });
        if (!result.isDone()) {
            result.whenComplete((value, failure) -> {
                if (decided.compareAndSet(false, true) && !acquire.cancel(false)) {
                    acquire.thenAccept(
                            Hold::close); // granted to one who had given up: a dependent that ended is not run
                }
            });
        }
        return result;
    }

    private <T> CompletionStage<T> start(Hold hold, Supplier<? extends CompletionStage<T>> body) {
        try {
            return begin(hold, body).whenComplete((value, failure) -> hold.close());
        } catch (Throwable failure) {
            hold.close();
            throw failure;
        }
    }

    private <T> CompletionStage<T> begin(Hold hold, Supplier<? extends CompletionStage<T>> body) {
        try (Scope scope = Scope.enter()) {
            scoped(hold, scope);
            CompletionStage<T> stage = requireNonNull(body.get(), "the body gave no stage");
            scope.lastsUntil(stage);
            return stage;
        }
    }
}
