package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Several calls at once, as {@link java.util.concurrent.ExecutorService} has it, but of guarded stages, so that the wait
 * for them takes part in proofs. However it is left, what has not ended then is cancelled.
 */
public final class Invoking {
    private Invoking() {}

    /** Returns when all have ended, or the time is over; see {@code invokeAll}. */
    public static <T> List<Future<T>> all(RegisteredCore core, Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException {
        List<CompletableFuture<T>> calls = new ArrayList<>(tasks.size());
        try {
            start(core, tasks, calls);
            awaitEach(calls, nanos);
            return new ArrayList<>(calls);
        } finally {
            calls.forEach(call -> call.cancel(true));
        }
    }

    /** The value of the first that succeeds; see {@code invokeAny}. */
    public static <T> T any(RegisteredCore core, Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("tasks must be >= 1, was 0");
        }
        List<CompletableFuture<T>> calls = new ArrayList<>(tasks.size());
        try {
            start(core, tasks, calls);
            CompletableFuture<T> first = Combining.fold(calls, call -> call, Invoking::firstToSucceed);
            return nanos == Awaiting.FOREVER ? first.get() : first.get(nanos, TimeUnit.NANOSECONDS);
        } catch (CancellationException dropped) {
            throw new ExecutionException(dropped);
        } finally {
            calls.forEach(call -> call.cancel(true));
        }
    }

    /** One after the other into the list, so that those before one that is refused can be cancelled. */
    private static <T> void start(
            RegisteredCore core, Collection<? extends Callable<T>> tasks, List<CompletableFuture<T>> calls) {
        for (Callable<T> task : tasks) {
            calls.add(core.callOrThrow(requireNonNull(task, "task")));
        }
    }

    private static void awaitEach(List<? extends CompletableFuture<?>> calls, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        for (CompletableFuture<?> call : calls) {
            try {
                if (nanos == Awaiting.FOREVER) {
                    call.get();
                } else {
                    call.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                }
            } catch (ExecutionException | CancellationException itsOwn) {
                // its future tells
            } catch (TimeoutException over) {
                return;
            }
        }
    }

    /** Fails only if both do. */
    private static <T> CompletableFuture<T> firstToSucceed(CompletableFuture<T> one, CompletableFuture<T> other) {
        return one.exceptionallyCompose(failure -> other)
                .applyToEither(other.exceptionallyCompose(failure -> one), Function.identity());
    }
}
