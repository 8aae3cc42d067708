package dev.bascule.internal;

import dev.bascule.stage.ClosedException;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Closes an offload: stop intake, drain until a deadline, fail what is left, interrupt what runs. */
final class OffloadCloser {
    /** How long all threads together may take to end after their interrupt. */
    private static final long JOIN_NANOS = 250_000_000;

    private OffloadCloser() {}

    static void close(OffloadCore offload, long nanos) {
        Ambient me = Ambient.peek();
        if (me != null && me.worker != null && me.worker.offload == offload) {
            throw Messages.refusal(
                    RuleId.BSC001,
                    "close() of " + offload.describe() + " called by one of its own calls.",
                    "close waits until the running calls have ended, and this is one of them.",
                    "close the offload from the code that opened it, e.g. with try-with-resources.");
        }
        boolean interrupted = !offload.drain(nanos);
        ClosedException reason = new ClosedException(
                offload.closedMessage(offload.describe() + " was closed before this call was done."));
        offload.stopIntake().forEach(task -> refuse(task, reason));
        List<Thread> ending = new ArrayList<>();
        for (OffloadWorker worker : offload.workers()) {
            stop(worker, reason, ending);
        }
        long joinUntil = System.nanoTime() + JOIN_NANOS;
        for (Thread thread : ending) {
            interrupted |= !join(thread, joinUntil);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(Task task, ClosedException reason) {
        if (task.step(Task.QUEUED, Task.OVER)) {
            task.refuse(reason);
        }
    }

    /** Fails what the worker runs, and what that waits for; an idle worker ends. */
    private static void stop(OffloadWorker worker, ClosedException reason, List<Thread> ending) {
        Task assigned = worker.assigned();
        if (assigned != null) {
            refuse(assigned, reason);
        }
        Task current = worker.current();
        if (current == null && assigned != null && assigned.state() != Task.OVER) {
            current = assigned; // claimed this moment
        }
        Ambient ambient = worker.ambient();
        Thread thread = worker.thread();
        if (current == null) {
            worker.wake();
        } else {
            current.abandon(reason);
            for (Wait wait = ambient == null ? null : ambient.wait; wait != null; wait = wait.outer) {
                if (wait.host != null) {
                    wait.host.abandon(reason);
                }
            }
            if (thread != null) {
                thread.interrupt();
            }
        }
        if (thread != null) {
            ending.add(thread);
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
