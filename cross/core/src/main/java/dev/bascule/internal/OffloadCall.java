package dev.bascule.internal;

import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import dev.bascule.stage.Cancellation;
import dev.bascule.stage.DeadlineExceededException;
import dev.bascule.stage.RuleId;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A call that runs on an offload. */
final class OffloadCall<T> extends CallTask<T, T> {
    private final OffloadCore offload;
    private final Cancellation cancellation;
    private volatile @Nullable ScheduledFuture<?> deadline;

    /** When it was queued, in nanoseconds; 0 if it is not timed. Written before it is queued. */
    long queuedAt;

    /** How long it waited in the queue, in nanoseconds; 0 if that was not timed. Written by who took it out. */
    long queuedFor;

    OffloadCall(OffloadCore offload, Callable<T> work, Cancellation cancellation) {
        super(offload, work);
        this.offload = offload;
        this.cancellation = cancellation;
    }

    void startDeadline(long nanos, GuardedFuture<T> stage) {
        deadline = Background.schedule(nanos, () -> giveUp(missed()));
        if (stage.isDone()) {
            stopDeadline();
        }
    }

    private DeadlineExceededException missed() {
        boolean ran = state() != QUEUED;
        return new DeadlineExceededException(Messages.text(
                RuleId.BSC206,
                "a call on " + offload.describe() + " was not done within " + offload.deadline() + "; "
                        + (ran ? "it had started." : "it was still queued and was dropped."),
                "the offload is slower than the work that is given to it, or the call hangs.",
                "raise concurrency or deadline, or find out what the running calls wait for."));
    }

    private void stopDeadline() {
        ScheduledFuture<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    void body(Ambient ambient) {
        OffloadEvent event = new OffloadEvent();
        event.begin();
        try {
            T value = perform();
            event.end(); // before the dependents run
            finish(value);
        } catch (Throwable failure) {
            event.end();
            fail(failure);
        }
        stopDeadline();
        if (event.shouldCommit()) {
            event.offload = offload.name;
            event.queuedFor = queuedFor;
            event.commit();
        }
    }

    @Override
    void dropped() {
        stopDeadline();
        offload.leftQueue();
    }

    @Override
    boolean cancelRunning(boolean mayInterrupt) {
        if (cancellation == Cancellation.SHIELD) {
            return false;
        }
        boolean interrupts = mayInterrupt && isInterruptible();
        Outcome outcome = interrupts ? Outcome.INTERRUPTED : Outcome.ABANDONED;
        return leave(new CallCancelledException(offload.describe(), outcome), interrupts);
    }

    @Override
    void giveUpRunning(Throwable failure) {
        leave(failure, isInterruptible());
    }

    /** The offload is closed over its head. */
    @Override
    void abandon(RuntimeException reason) {
        leave(reason, isInterruptible());
    }

    /** Of a call that runs; one that runs on a thread that waits for it is not. */
    private boolean isInterruptible() {
        return cancellation == Cancellation.INTERRUPT && state() != HELPED;
    }

    /** Nobody waits for the running call any more; its permit is held until its thread has truly ended. */
    private boolean leave(Throwable failure, boolean interrupts) {
        boolean mine = fail(failure);
        if (mine) {
            stopDeadline();
            offload.counts.abandoned();
            if (interrupts) {
                interrupt();
            }
        }
        return mine;
    }

    private void interrupt() {
        while (!step(HOSTING, HOSTING_INTERRUPTED)) { // else its thread gets it when it no longer helps another call
            if (step(RUNNING, INTERRUPTING)) {
                interruptRunner();
                setState(INTERRUPTED);
                return;
            }
            if (state() != RUNNING && state() != HOSTING) {
                return; // it has ended
            }
        }
    }

    private void interruptRunner() {
        Ambient where = runner();
        while (where == null) { // claimed this moment
            Thread.onSpinWait();
            where = runner();
        }
        where.bell.owner.interrupt();
    }

    /** Runner only: ends the task, and keeps a late interrupt from reaching the thread's next one. */
    static void end(Task task) {
        if (task.step(RUNNING, OVER) || task.step(HELPED, OVER)) {
            return;
        }
        while (task.state() == INTERRUPTING) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
        task.setState(OVER);
    }
}
