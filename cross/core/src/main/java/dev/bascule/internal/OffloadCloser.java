package dev.bascule.internal;

import dev.bascule.stage.ClosedException;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Closes an offload: stop intake, drain until a deadline, fail what is left, interrupt what runs. */
final class OffloadCloser {
    /** How long all threads together may take to end after their interrupt. */
    private static final long JOIN_NANOS = 250_000_000;

    private final OffloadCore offload;

    // -- only while closing --
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition quiet = lock.newCondition();

    OffloadCloser(OffloadCore offload) {
        this.offload = offload;
    }

    /** See {@link OffloadCore#close}. */
    void close(long nanos) {
        Ambient me = Ambient.peek();
        if (me != null && me.worker != null && me.worker.offload == offload) {
            throw Messages.refusal(
                    RuleId.BSC001,
                    "close() of " + offload.describe() + " called by one of its own calls.",
                    "close waits until the running calls have ended, and this is one of them.",
                    "close the offload from the code that opened it, e.g. with try-with-resources.");
        }
        if (offload.counts.present() > 0) {
            Awaiting.refuseOnForeignLoop("the end of the calls of " + offload.describe());
        }
        boolean interrupted = !drain(nanos);
        offload.stopIntake();
        refuseQueued();
        interrupted |= !stopWorkers(reason());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops all workers and waits for them; also for those that they have started meanwhile. False if interrupted. */
    private boolean stopWorkers(ClosedException reason) {
        long joinUntil = System.nanoTime() + JOIN_NANOS;
        boolean calm = true;
        Set<OffloadWorker> stopped = new HashSet<>();
        for (boolean more = true; more; ) {
            List<Thread> ending = new ArrayList<>();
            more = false;
            for (OffloadWorker worker : offload.workers()) {
                if (stopped.add(worker)) {
                    more = true;
                    stop(worker, reason, ending);
                }
            }
            for (Thread thread : ending) {
                calm &= join(thread, joinUntil);
            }
        }
        return calm;
    }

    /** Stops taking calls and waits until all are done or the time is over; false if interrupted. */
    private boolean drain(long nanos) {
        offload.drain();
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && offload.counts.present() > 0) {
                left = quiet.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A call has ended. It is counted before this looks, and the closer says that it waits before it counts. */
    void mayBeQuiet() {
        if (offload.isDraining() && offload.counts.present() == 0) {
            lock.lock();
            try {
                quiet.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Fails all that is queued; also called by a producer that queued to a closed offload. */
    void refuseQueued() {
        ClosedException reason = reason();
        for (Task task = offload.poll(); task != null; task = offload.poll()) {
            offload.refuse(task, reason);
        }
    }

    /** For a worker that took a task from a closed offload. */
    void refuse(Task task) {
        offload.refuse(task, reason());
    }

    ClosedException reason() {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                offload.describe() + " was closed before this call was done.",
                "it was still queued, or running, when the time for draining was over.",
                "close the offload after its work is done, or allow more time: close(Duration)."));
    }

    /** Fails what the worker runs, and what waits below that; an idle worker ends. */
    private void stop(OffloadWorker worker, ClosedException reason, List<Thread> ending) {
        List<Task> stack = stack(worker);
        stack.forEach(task -> offload.refuse(task, reason));
        List<Task> running =
                stack.stream().filter(task -> task.state() != Task.OVER).toList();
        running.forEach(task -> task.abandon(reason));
        Thread thread = worker.thread();
        if (running.isEmpty()) {
            worker.wake();
        } else if (thread != null) {
            thread.interrupt();
        }
        if (thread != null) {
            ending.add(thread);
        }
    }

    /** The task that the worker runs, and those that wait below it; read again if the worker has gone on meanwhile. */
    private static List<Task> stack(OffloadWorker worker) {
        while (true) {
            Task current = worker.current();
            Ambient ambient = worker.ambient();
            List<Task> stack = ambient == null ? new ArrayList<>() : ambient.hosts();
            if (current == worker.current()) {
                if (current != null) {
                    stack.add(current);
                }
                return stack;
            }
        }
    }

    /** So that closing leaves no thread behind; gives up on one that ignores its interrupt. */
    private static boolean join(Thread thread, long until) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, until - System.nanoTime());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
