package dev.bascule.offload;

import dev.bascule.internal.RegisteredCore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An executor of yours, made known to Bascule, so that work which is given to it through this wrapper takes part in
 * deadlock proofs. To limit and name blocking work use {@link Offload} instead, whose workers also run in place what they
 * wait for.
 *
 * {@snippet :
 * ExecutorService pool = Executors.newFixedThreadPool(4);
 * RegisteredExecutor known = Bridge.register(pool, "reports", 4);
 * Future<Report> report = known.submit(() -> {
 *     Future<Page> page = known.submit(this::page);     // queued behind its own waiter?
 *     return new Report(page.get());                    // BSC002 where all four wait like this
 * });
 * }
 *
 * <p><b>Threads.</b> Any thread may call. The work runs where your executor runs it.
 *
 * <p><b>Blocking.</b> Only {@link #awaitTermination}; and whatever your executor does when it is full.
 *
 * <p><b>Cancellation.</b> A call that has not begun is dropped; one that runs goes on, and its result is dropped.
 *
 * <p><b>Exceptions.</b> A call that the executor rejects gives a stage that has failed with its
 * RejectedExecutionException.
 */
public final class RegisteredExecutor extends AbstractExecutorService {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    static {
        RegisteredCore.knowFaces(executor -> executor instanceof RegisteredExecutor ours ? ours.core : executor);
    }

    private final RegisteredCore core;

    /** See {@code Bridge.register}. */
    public RegisteredExecutor(Executor executor, String name, int capacity) {
        core = new RegisteredCore(executor, name, capacity);
    }

    /** Runs the function there; the stage ends with its value or exception. */
    public <T> CompletableFuture<T> call(Callable<T> function) {
        return core.call(function);
    }

    /** The same; a guarded stage, so that {@code get} is safe. */
    @Override
    public <T> CompletableFuture<T> submit(Callable<T> function) {
        return core.call(function);
    }

    @Override
    public CompletableFuture<?> submit(Runnable work) {
        return core.call(Executors.callable(work));
    }

    @Override
    public <T> CompletableFuture<T> submit(Runnable work, T result) {
        return core.call(Executors.callable(work, result));
    }

    /** Runs the task there. */
    @Override
    public void execute(Runnable task) {
        core.execute(task);
    }

    /** Takes no new work here; your executor itself is not shut down. */
    @Override
    public void shutdown() {
        core.shutDown();
    }

    /** The same, and drops what has not begun. */
    @Override
    public List<Runnable> shutdownNow() {
        return core.shutDownNow();
    }

    @Override
    public boolean isShutdown() {
        return core.isShutDown();
    }

    @Override
    public boolean isTerminated() {
        return core.isShutDown() && core.isQuiet();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (!isTerminated()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_AGAIN.toNanos()));
        }
        return true;
    }

    /** The executor's name, for logs. */
    @Override
    public String toString() {
        return core.describe();
    }
}
