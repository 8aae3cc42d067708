package dev.bascule.offload;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.Awaiting;
import dev.bascule.internal.Invoking;
import dev.bascule.internal.Nanos;
import dev.bascule.internal.RegisteredCore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
 * <p><b>What is seen.</b> What is given to {@code call}, {@code submit}, {@code invokeAll} and {@code invokeAny}, and the
 * asynchronous continuations of guarded stages that run here. Of what is given to {@code execute} it is seen that it takes
 * a thread, but not who waits for its outcome; so a {@code CompletableFuture.supplyAsync} or an {@code
 * ExecutorCompletionService} on top of this is not seen through. Work that goes to your executor directly, or through a
 * second registration, is not seen at all: register it once.
 *
 * <p><b>Threads.</b> Any thread may call. The work runs where your executor runs it.
 *
 * <p><b>Blocking.</b> {@link #invokeAll(Collection) invokeAll}, {@link #invokeAny(Collection) invokeAny} and {@link
 * #awaitTermination}; and whatever your executor does when it is full.
 *
 * <p><b>Cancellation.</b> A call that has not begun is dropped; one that runs goes on, and its result is dropped.
 *
 * <p><b>Exceptions.</b> A call that the executor rejects gives a stage that has failed with its
 * RejectedExecutionException; {@code execute}, {@code invokeAll} and {@code invokeAny} throw it. If your executor ends
 * ({@code shutdownNow}) with calls in its queue, these fail with {@link dev.bascule.stage.ClosedException ClosedException}
 * when that is noticed: when a wait begins, or this executor is asked whether it is terminated. What an executor that
 * lives on drops without a word ({@code DiscardPolicy}, a task removed from its queue) is not noticed: its stage stays
 * pending, and this executor never terminates.
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
        return core.call(requireNonNull(function, "function"));
    }

    /** The same; a guarded stage, so that {@code get} is safe. */
    @Override
    public <T> CompletableFuture<T> submit(Callable<T> function) {
        return core.call(requireNonNull(function, "function"));
    }

    @Override
    public CompletableFuture<?> submit(Runnable work) {
        return core.call(requireNonNull(work, "work"));
    }

    @Override
    public <T> CompletableFuture<T> submit(Runnable work, T result) {
        return core.call(requireNonNull(work, "work"), result);
    }

    /** Runs the task there. */
    @Override
    public void execute(Runnable task) {
        core.execute(requireNonNull(task, "task"));
    }

    /** Runs all the tasks there and waits for them; the futures are guarded stages. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return Invoking.all(core, requireNonNull(tasks, "tasks"), Awaiting.FOREVER);
    }

    /** The same with a limit; what has not ended then is cancelled. */
    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException {
        return Invoking.all(core, requireNonNull(tasks, "tasks"), Nanos.of(timeout, unit));
    }

    /** Runs the tasks there, gives the value of the first that succeeds, and cancels the others. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        try {
            return Invoking.any(core, requireNonNull(tasks, "tasks"), Awaiting.FOREVER);
        } catch (TimeoutException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same with a limit. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return Invoking.any(core, requireNonNull(tasks, "tasks"), Nanos.of(timeout, unit));
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
        core.failLost(); // or what your executor has dropped would keep this from ever being so
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
