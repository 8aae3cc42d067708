package dev.bascule.examples.demo;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread beside the loop, for one piece of sync code. To be closed: that lets it go if it is stuck. */
final class SyncThread<T> implements AutoCloseable {
    private final FutureTask<T> work;
    private final Thread thread;

    private SyncThread(String name, Callable<T> code) {
        work = new FutureTask<>(code);
        thread = new Thread(work, name);
        thread.setDaemon(true);
    }

    static <T> SyncThread<T> start(String name, Callable<T> code) {
        SyncThread<T> started = new SyncThread<>(name, code);
        started.thread.start();
        return started;
    }

    /** How it ends. */
    FutureTask<T> work() {
        return work;
    }

    /** Waits for its end, not for ever. */
    T result(Duration patience) throws Exception {
        return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What it does now. */
    String evidence() {
        return Stuck.describe(thread);
    }

    /** Interrupts the thread, and waits until it has ended. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
