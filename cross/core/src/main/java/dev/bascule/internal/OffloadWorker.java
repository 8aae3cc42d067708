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

    OffloadWorker(OffloadCore offload) {
        this.offload = offload;
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

    @Nullable
    Task assigned() {
        return assigned;
    }

    /** Gives the worker its next task; under the offload's lock. A parked worker must then be woken. */
    void assign(@Nullable Task task) {
        assigned = task;
    }

    /** Wakes the worker; false if it has no thread yet. */
    boolean wake() {
        LockSupport.unpark(thread);
        return thread != null;
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
                offload.awake();
                workOff(task, me);
                task = offload.keepsIdleWorkers() ? idle() : null;
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

    /** Runs the task and all that it finds queued after it. */
    private void workOff(Task first, Ambient me) {
        Task task = first;
        while (task != null) {
            boolean mine = task.step(Task.QUEUED, Task.RUNNING);
            if (mine) {
                run(task, me);
                Thread.interrupted(); // what a call left behind is not the next one's
            }
            task = offload.nextFor(this, mine);
        }
    }

    private void run(Task task, Ambient me) {
        Task below = current;
        current = task;
        task.runBy(me);
        task.runAs(me);
        current = below;
        OffloadCall.end(task);
        task.forgetBase();
    }

    /** Runs a queued task that this worker waits for, in its place; false if somebody else was quicker. */
    boolean help(Task task, Ambient me) {
        if (!task.step(Task.QUEUED, Task.HELPED)) {
            return false;
        }
        offload.leftQueue(task);
        Task host = current;
        Task hosting = host != null && host.step(Task.RUNNING, Task.HOSTING) ? host : null;
        boolean interrupted = Thread.interrupted();
        run(task, me);
        Thread.interrupted(); // what the helped call left behind is not the host's
        if (hosting != null && !hosting.step(Task.HOSTING, Task.RUNNING)) {
            hosting.setState(Task.INTERRUPTED);
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        offload.helped();
        return true;
    }
}
