package dev.bascule.internal;

import dev.bascule.stage.ClosedException;
import dev.bascule.stage.RuleId;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes a loop: stop intake, drain until a deadline, interrupt, fail what is left.
 *
 * <p><b>For maintainers.</b> The question is who may touch the loop's queues when its thread is stuck in user code at the
 * deadline. Each task ends with a CAS from RUNNING to OVER. The closer tries RUNNING to DISOWNED on the task that seems
 * to be running. If it wins, the loop's thread will find out when that task returns, and leaves without touching
 * anything; the queues are the closer's. If it loses, the thread is between two tasks, sees that the loop is FAILING,
 * and cleans up by itself. So there is always exactly one owner, at no cost but a CAS per task.
 */
final class LoopCloser {
    private static final System.Logger LOG = System.getLogger("dev.bascule");
    private static final long POLL_MILLIS = 1;
    private static final long JOIN_MILLIS = 1_000;

    private final LoopCore loop;
    private final CountDownLatch ended = new CountDownLatch(1);

    // -- the loop's thread only --
    private boolean disowned;

    LoopCloser(LoopCore loop) {
        this.loop = loop;
    }

    void lost() {
        disowned = true;
    }

    boolean isDisowned() {
        return disowned;
    }

    void ended() {
        ended.countDown();
    }

    /** Returns when every stage of the loop has ended. Interrupted, it stops draining at once and keeps the flag. */
    void close(long nanos) {
        if (loop.isDrivenByCurrentThread()) {
            throw Messages.refusal(
                    RuleId.BSC001,
                    "close() of " + loop.describe() + " called on its own thread.",
                    "close waits until the loop's callbacks have returned, and this is one of them.",
                    "close the loop from the thread that opened it, e.g. with try-with-resources.");
        }
        if (loop.isBusy()) {
            Awaiting.refuseOnForeignLoop("the end of what " + loop.describe() + " still has to do");
        }
        synchronized (this) {
            if (loop.state == LoopCore.OPEN) {
                loop.state = LoopCore.DRAINING;
            }
        }
        loop.ring();
        if (!(loop.wasStarted() ? drainElsewhere(nanos) : drainAdopted(nanos))) {
            Thread.currentThread().interrupt();
        }
    }

    /** The driver drains; at the deadline the loop is taken from it. False if this thread was interrupted. */
    private boolean drainElsewhere(long nanos) {
        boolean calm = true;
        try {
            if (ended.await(nanos, TimeUnit.NANOSECONDS)) {
                return join();
            }
        } catch (InterruptedException e) {
            calm = false;
        }
        fail();
        boolean taken = false;
        while (ended.getCount() > 0 && loop.mayBeDriven() && loop.state < LoopCore.CLOSED && !taken) {
            taken = takeOver();
            calm &= taken || pause();
        }
        finish();
        ended();
        return calm && (taken || join());
    }

    /** The thread has left the loop and is about to end; wait for that too, so that closing leaves none behind. */
    private boolean join() {
        Thread thread = loop.thread();
        try {
            if (thread != null) {
                thread.join(JOIN_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean takeOver() {
        Task stuck = loop.current();
        Ambient driver = loop.driver();
        if (stuck == null || driver == null) {
            return false;
        }
        List<Task> below =
                driver.hosts(); // read while it still runs: afterwards the driver unwinds its waits by itself
        if (!stuck.step(Task.RUNNING, Task.DISOWNED)) {
            return false;
        }
        LOG.log(Level.WARNING, "{0} was closed while its thread is stuck in {1}", loop.describe(), stuck.describe());
        ClosedException reason = reason();
        stuck.abandon(reason);
        below.forEach(task -> task.abandon(reason));
        driver.bell.owner.interrupt(); // after its stages have failed, or they would fail with what it makes of this
        stuck.setState(Task.OVER);
        return true;
    }

    /** A short wait for the driver to notice; false if this thread was interrupted. */
    private boolean pause() {
        try {
            boolean over = ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            return over || !Thread.currentThread().isInterrupted();
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** A loop without its own thread: whoever runs it may go on; as soon as nobody does, this thread drains it. */
    private boolean drainAdopted(long nanos) {
        long deadline = System.nanoTime() + nanos;
        Ambient outer = Ambient.peek();
        boolean mayDrain = outer == null || outer.loop == null; // a loop does not run inside another
        boolean calm = true;
        while (calm && loop.state < LoopCore.FAILING && deadline - System.nanoTime() > 0) {
            Ambient me = mayDrain ? loop.tryAdopt() : null;
            if (me != null) {
                return drainHere(me, deadline);
            }
            calm = pause();
        }
        return drainElsewhere(0) && calm;
    }

    /** Runs the loop on this thread until it is empty, the time is over, or another closer's is. */
    private boolean drainHere(Ambient me, long deadline) {
        boolean calm = true;
        try {
            long left = deadline - System.nanoTime();
            while (left > 0 && calm && loop.state < LoopCore.FAILING && !loop.hasDrained()) {
                if (!loop.runNext(me, null)) {
                    loop.idle(me, left);
                }
                left = deadline - System.nanoTime();
                calm = !Thread.interrupted();
            }
            finish();
        } finally {
            loop.release(me);
        }
        ended();
        return calm;
    }

    private synchronized void fail() {
        if (loop.state < LoopCore.FAILING) {
            loop.state = LoopCore.FAILING;
        }
        loop.ring();
    }

    /** Fails all that is left. Only for the owner of the queues. */
    void finish() {
        fail();
        sweep();
        synchronized (this) {
            loop.state = LoopCore.CLOSED;
        }
        sweep(); // what was pushed by those who saw the loop open
    }

    /** Fails whatever is queued; also called by a producer that pushed to a closed loop. */
    void sweep() {
        ClosedException reason = reason();
        // outside the lock: stages run their dependents
        takeAll().forEach(task -> refuse(task, isNotDue(task) ? notDue() : reason));
        for (LoopAsyncCall<?> call : loop.inFlight()) {
            call.fail(reason);
            loop.inFlight(call, false);
        }
    }

    /** Fails whatever is queued on a loop that has no thread; only while nobody can start one. */
    void refuseAll(RuntimeException reason) {
        takeAll().forEach(task -> refuse(task, reason));
    }

    private synchronized List<Task> takeAll() {
        return loop.queues.takeAll();
    }

    private static void refuse(Task task, RuntimeException reason) {
        if (task.step(Task.QUEUED, Task.OVER)) {
            task.drop(reason);
        }
    }

    private ClosedException reason() {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                loop.describe() + " was closed before this was done.",
                "it was still queued, or running, when the time for draining was over.",
                "close the loop after its work is done, or allow more time: close(Duration)."));
    }

    private boolean isNotDue(Task task) {
        return task instanceof ScheduledTask<?> timer && timer.due() - loop.now() > 0;
    }

    private ClosedException notDue() {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                loop.describe() + " was closed before this timer was due.",
                "closing does not wait for timers, however much time it is given.",
                "cancel the timer before you close the loop; or await its stage first, if it shall run."));
    }
}
