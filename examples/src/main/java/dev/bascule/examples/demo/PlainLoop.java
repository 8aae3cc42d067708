package dev.bascule.examples.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An event loop as the JDK alone offers it: {@code Executors.newSingleThreadScheduledExecutor}, here with a daemon
 * thread and a look inside.
 */
final class PlainLoop implements AutoCloseable {
    private final Thread[] thread = new Thread[1]; // written once, before any task runs
    private final ScheduledThreadPoolExecutor executor;

    PlainLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(1, body -> {
            Thread fresh = new Thread(body, name);
            fresh.setDaemon(true);
            thread[0] = fresh;
            return fresh;
        });
        executor.prestartCoreThread();
    }

    /** Runs the function on the loop's thread. */
    <T> CompletableFuture<T> supply(Callable<T> function) {
        return schedule(Duration.ZERO, function);
    }

    /** Runs the function on the loop's thread after the delay. */
    <T> CompletableFuture<T> schedule(Duration delay, Callable<T> function) {
        CompletableFuture<T> result = new CompletableFuture<>();
        executor.schedule(() -> complete(result, function), delay.toNanos(), TimeUnit.NANOSECONDS);
        return result;
    }

    private static <T> void complete(CompletableFuture<T> result, Callable<T> function) {
        try {
            result.complete(function.call());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    void every(Duration period, Runnable action) {
        executor.scheduleAtFixedRate(action, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a blocking function on the loop's thread and sees how it ends; gives up on it after a while. */
    <T> Seen see(Callable<T> function, T expected, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        Future<T> ending = executor.submit(function);
        try {
            return Seen.result(began, ending.get(patience.toNanos(), TimeUnit.NANOSECONDS), expected);
        } catch (TimeoutException stuck) {
            Seen seen = Seen.hung(began, evidence());
            ending.cancel(true); // lets the thread go
            return seen;
        } catch (ExecutionException e) {
            return Seen.failed(began, e.getCause() == null ? e : e.getCause());
        }
    }

    /** What the loop's thread does now. */
    private String evidence() {
        int queued = executor.getQueue().size();
        return Stuck.describe(thread[0]) + ", with " + queued + (queued == 1 ? " task" : " tasks")
                + " in its queue that only it could run.";
    }

    /** Interrupts the thread, and waits until it has ended. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("thread '" + thread[0].getName() + "' did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
