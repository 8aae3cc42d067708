package dev.bascule.internal;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that holds one permit of an offload while it runs calls. It takes the next queued call itself, so a busy
 * offload starts no threads. A platform worker that runs out of calls gives its permit back and stays parked for a
 * while; a virtual one ends.
 */
final class OffloadWorker implements Runnable {
    private static final long KEEP_ALIVE_NANOS = 5_000_000_000L;

    final OffloadCore offload;

    // -- written by the offload, under its lock or before the thread starts; read by a closer --
    /** The task that goes with the permit, from the moment it leaves the queue until the next one is asked for. */
    private volatile @Nullable Task assigned;

    private volatile @Nullable Task current;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Ambient ambient;

    OffloadWorker(OffloadCore offload, Task first) {
        this.offload = offload;
        this.assigned = first;
    }

    @Nullable
    Task assigned() {
        return assigned;
    }

    @Nullable
    Task current() {
        return current;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    @Nullable
    Ambient ambient() {
        return ambient;
    }

    /** Under the offload's lock. */
    void assign(@Nullable Task task) {
        assigned = task;
    }

    /** Gives a parked worker its next call, with a permit. */
    void hand(Task task) {
        assigned = task;
        wake();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        Ambient me = Ambient.enter();
        ambient = me;
        me.worker = this;
        try {
            Task task = assigned;
            while (task != null) {
                boolean ran = work(task, me);
                task = offload.nextFor(this, ran);
                if (task == null) {
                    task = idle();
                }
            }
        } finally {
            me.worker = null;
            me.leave();
        }
    }

    /** Waits for a call; null if none came for long, or the offload is closed. */
    private @Nullable Task idle() {
        long deadline = System.nanoTime() + KEEP_ALIVE_NANOS;
        while (assigned == null) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !offload.keepsIdleWorkers()) {
                offload.retire(this);
                break;
            }
            LockSupport.parkNanos(offload, left);
            Thread.interrupted();
        }
        return assigned;
    }

    private boolean work(Task task, Ambient me) {
        if (!task.step(Task.QUEUED, Task.RUNNING)) {
            return false;
        }
        run(task, me);
        Thread.interrupted(); // what a call left behind is not the next one's
        return true;
    }

    private void run(Task task, Ambient me) {
        Task below = current;
        current = task;
        task.runner = me.bell.owner;
        task.runAs(me);
        current = below;
        OffloadCall.end(task);
    }

    /** Runs a queued task that this worker waits for, in its place; false if somebody else was quicker. */
    boolean help(Task task, Ambient me) {
        if (!task.step(Task.QUEUED, Task.RUNNING)) {
            return false;
        }
        if (task instanceof OffloadCall<?> call) {
            call.markHelped();
        }
        task.runner = me.bell.owner;
        offload.leftQueue(task);
        run(task, me);
        offload.helped();
        return true;
    }
}
