package dev.bascule.internal;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that holds one permit of an offload while it runs calls. It takes the next queued call itself, so a busy
 * offload starts no threads. Out of calls, it looks for more for a moment if that paid lately ({@link Linger}) and gives
 * its permit back; a platform worker then stays parked for a while, a virtual one ends.
 */
final class OffloadWorker implements Runnable {
    private static final long KEEP_ALIVE_NANOS = 5_000_000_000L;

    final OffloadCore offload;
    private final OffloadCrew crew;

    // -- written by the worker, read by any thread --
    /** The task it took out of the queue last; null while it has no permit. */
    private volatile @Nullable Task current;

    private volatile @Nullable Ambient ambient;

    // -- the worker only --
    private boolean holding;
    private boolean looking;

    // -- written by whoever gives the worker a permit --
    private volatile @Nullable Thread thread;
    private volatile boolean granted;

    OffloadWorker(OffloadCore offload, OffloadCrew crew) {
        this.offload = offload;
        this.crew = crew;
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

    /** The task for which it holds its permit, if that waits for something; null if it may be about to take another. */
    @Nullable
    Task waitingTask() {
        Ambient me = ambient;
        Wait first = me == null ? null : me.wait;
        while (first != null && first.outer != null) {
            first = first.outer;
        }
        return first == null ? null : first.host;
    }

    void runsOn(Thread fresh) {
        thread = fresh;
    }

    /** Gives the parked worker a permit that says that it is the one who looks. */
    void grant() {
        granted = true;
        wake();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        Ambient me = Ambient.enter();
        ambient = me;
        me.worker = this;
        try {
            do {
                lookAndWork(me);
            } while (crew.nextPermit(this));
        } finally {
            if (holding) {
                broken();
            }
            crew.ended(this);
            me.worker = null;
            me.leave();
        }
    }

    /** Holding a permit, and being the one who looks: runs what is queued; returns without a permit. */
    private void lookAndWork(Ambient me) {
        holding = true;
        looking = true;
        while (true) {
            Task task = offload.poll();
            if (task != null) {
                current = task; // before the look at closed: of the two the closer sees one
                if (looking) {
                    looking = false;
                    crew.found();
                }
                take(task, me);
            } else {
                looking = looking || crew.mayLook();
                if (!looking || !crew.lookForWork()) {
                    current = null;
                    holding = false;
                    crew.giveBack(this, looking);
                    return;
                }
            }
        }
    }

    /** An error outside of all calls ends this thread, say for lack of memory: others must be able to go on. */
    private void broken() {
        Task taken = current;
        if (taken != null) {
            offload.refuse(
                    taken, new RejectedExecutionException("a thread of " + offload.describe() + " has broken down"));
        }
        current = null;
        crew.lostPermit(looking);
    }

    private void take(Task task, Ambient me) {
        if (offload.isClosed()) {
            offload.closer.refuse(task);
        } else if (task.step(Task.QUEUED, Task.RUNNING)) {
            run(task, me);
            Thread.interrupted(); // what a call left behind is not the next one's
            offload.ran();
        } else {
            offload.buried();
        }
    }

    /** Without a permit: waits for one; false if none came for long, or the offload is closed. */
    boolean awaitGrant() {
        long start = System.nanoTime();
        while (!granted) {
            long left = start + KEEP_ALIVE_NANOS - System.nanoTime();
            if ((left <= 0 || offload.isClosed()) && crew.mayEnd(this)) {
                return false;
            }
            LockSupport.parkNanos(offload, Math.max(left, 1));
            Thread.interrupted();
        }
        granted = false;
        return true;
    }

    private void run(Task task, Ambient me) {
        task.runBy(me);
        task.runAs(me);
        OffloadCall.end(task);
        task.forgetBase();
    }

    /** Runs a queued task that this worker waits for, in its place; false if somebody else was quicker. */
    boolean help(Task task, Ambient me) {
        if (!task.step(Task.QUEUED, Task.HELPED)) {
            return false;
        }
        offload.leftQueue();
        Task host = current;
        Task hosting = host != null && host.step(Task.RUNNING, Task.HOSTING) ? host : null;
        while (host != null && host.state() == Task.INTERRUPTING) {
            Thread.onSpinWait(); // its interrupt is on the way, and is not for the helped call
        }
        boolean interrupted = Thread.interrupted();
        current = task; // before the look at closed, as ever
        if (offload.isClosed()) {
            task.drop(offload.closer.reason());
            OffloadCall.end(task);
        } else {
            run(task, me);
        }
        current = host;
        Thread.interrupted(); // what the helped call left behind is not the host's
        if (hosting != null && !hosting.step(Task.HOSTING, Task.RUNNING)) {
            hosting.setState(Task.INTERRUPTED);
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        offload.counts.helped();
        return true;
    }
}
