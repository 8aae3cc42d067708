package dev.bascule.internal;

import dev.bascule.stage.RuleId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the thread does that drives a loop: it takes the next task, runs it, waits for more.
 *
 * <p><b>For maintainers.</b> Apart from {@link LoopCore} because its fields are written for each task, and those over
 * there are read by whoever gives one: on one cache line each would wait for the other. Padded for the same reason.
 */
final class LoopDriver extends Padding {
    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(LoopDriver.class, "current", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final LoopCore loop;

    // -- written by the driving thread, read by any thread --
    private volatile @Nullable Ambient driver;
    private volatile @Nullable Task current;

    /** When a thread last gave the loop back; for a loop without its own thread. */
    private volatile long releasedAt = System.nanoTime();

    // -- driving thread only --
    private final Spin spin = new Spin();
    private final BooleanSupplier hasArrivals;
    private boolean draining;

    LoopDriver(LoopCore loop) {
        this.loop = loop;
        this.hasArrivals = loop.queues::hasArrivals;
    }

    @Nullable
    Task current() {
        return current;
    }

    @Nullable
    Ambient driver() {
        return driver;
    }

    /** Whether nobody runs the loop, and nobody has for so long, though it has no thread of its own. */
    boolean isDeserted(long nanos) {
        return !loop.ownThread && driver == null && System.nanoTime() - releasedAt > nanos;
    }

    /** Whether some thread runs the loop, or is about to. */
    synchronized boolean mayBeDriven() {
        return loop.wasStarted() || driver != null;
    }

    /** The loop's own thread, from its first task to the end. */
    void drive() {
        Ambient me = tryAdopt();
        if (me == null) {
            return; // a closer was quicker, and empties the loop
        }
        try {
            while (loop.state < LoopCore.FAILING && !hasDrained()) {
                if (!runNext(me, null)) {
                    idle(me, Long.MAX_VALUE);
                }
                if (loop.closer.isDisowned()) {
                    return;
                }
                if (loop.state < LoopCore.FAILING) {
                    Thread.interrupted(); // left behind by a task, or come while idle: not meant for the next task
                }
            }
        } finally {
            if (!loop.closer.isDisowned()) {
                loop.closer.finish(); // also where an error ends this thread: nobody would run the rest
            }
            release(me);
            loop.closer.ended();
        }
    }

    /**
     * Whether the loop is being closed and has nothing left to do; driving thread only. Timers that are due when it begins
     * to drain are run; those that become due later do not count, or a quick ticker would keep it from ever ending.
     */
    boolean hasDrained() {
        if (loop.state != LoopCore.DRAINING) {
            return false;
        }
        if (!draining) {
            draining = true;
            loop.queues.lineUpDueTimers();
        }
        return loop.isDrained();
    }

    /** Makes the current thread the driver, until {@link #release}. */
    Ambient adopt() {
        Ambient me = tryAdopt();
        if (me == null && loop.state >= LoopCore.FAILING) {
            throw loop.closed("a wait");
        }
        if (me == null) {
            Ambient other = driver;
            throw new IllegalStateException(loop.describe() + " is being run by thread '"
                    + (other == null ? "?" : other.bell.owner.getName())
                    + "'; a loop has one thread at a time. Await the stage here instead: Bridge.await(stage).");
        }
        return me;
    }

    /** The same; null if another thread is the driver. */
    @Nullable
    Ambient tryAdopt() {
        Ambient me = Ambient.enter();
        if (me.loop != null) {
            me.leave();
            throw Messages.refusal(
                    RuleId.BSC004,
                    loop.describe() + " cannot run inside the running " + me.loop.describe() + ".",
                    "while the inner loop waits for its next event, the outer one runs nothing.",
                    "return the stage to the outer loop (thenCompose), or await it there with a Nesting.");
        }
        synchronized (this) {
            if (driver != null || (loop.state >= LoopCore.FAILING && !loop.ownThread)) {
                me.leave();
                return null;
            }
            driver = me;
            loop.bell = me.bell;
        }
        me.loop = loop;
        LoopGuard.entered(me.bell.owner);
        return me;
    }

    void release(Ambient me) {
        LoopGuard.left(me.bell.owner);
        me.loop = null;
        loop.bell = null;
        releasedAt = System.nanoTime(); // before nobody drives it
        driver = null;
        me.leave();
    }

    /** Waits for the next event, at most so many nanoseconds. */
    void idle(Ambient me, long limit) {
        long start = System.nanoTime();
        if (spin.forWork(hasArrivals, start)) {
            return;
        }
        me.bell.arm();
        if (!loop.queues.hasPushed() && loop.state < LoopCore.FAILING && !hasDrained()) {
            me.bell.park(loop, Math.min(limit, loop.queues.nanosToNextTimer()));
            spin.parked(start);
        } else {
            me.bell.disarm();
        }
    }

    /** Runs the next task, if there is one; a nested wait gets only what it may run. */
    boolean runNext(Ambient me, @Nullable Wait wait) {
        if (wait != null) {
            return runNested(me, () -> loop.queues.nextFor(wait));
        }
        Task task = loop.queues.next();
        if (task != null) {
            run(me, task, null);
        }
        return task != null;
    }

    /**
     * Takes a task from the queues for a nested wait, and runs it. Meanwhile no task counts as running, so that a closer
     * cannot take the queues away: of the writes to {@code current} and {@code state} one comes first, and the other side
     * sees it.
     */
    private boolean runNested(Ambient me, Supplier<@Nullable Task> queue) {
        Task below = current;
        current = null;
        Task task = null;
        try {
            if (loop.state >= LoopCore.FAILING) {
                throw loop.closed("a wait");
            }
            task = queue.get();
        } finally {
            if (task == null) {
                current = below;
            }
        }
        if (task != null) {
            run(me, task, below);
        }
        return task != null;
    }

    private void run(Ambient me, Task task, @Nullable Task below) {
        if (!task.claim()) {
            current = below;
            return; // dropped meanwhile
        }
        task.runBy(me);
        CURRENT.setRelease(this, task); // the CAS at the task's end decides; a closer that reads late looks again
        StallEvent stall = new StallEvent();
        stall.begin();
        task.runAs(me);
        stall.end(); // without it the duration is 0, which is below any threshold
        if (stall.shouldCommit()) {
            stall.loop = loop.name;
            stall.task = task.describe();
            stall.commit();
        }
        if (!task.step(Task.RUNNING, Task.OVER)) {
            loop.closer.lost();
            if (!loop.ownThread) {
                awaitInterrupt(task);
            }
        } else if (task instanceof ScheduledTask<?> timer && timer.advance(loop.now())) {
            timer.setState(Task.QUEUED);
            if (!timer.hasEnded()) { // cancelled before it was queued again: nobody would take it out
                loop.queues.addTimer(timer);
            }
        }
        task.forgetBase();
        CURRENT.setRelease(this, below); // only now: until here a closer must not take the queues away
    }

    /** The closer's interrupt is for the task that has just returned, not for what this thread does next. */
    private static void awaitInterrupt(Task disowned) {
        while (disowned.state() == Task.DISOWNED) {
            Thread.yield();
        }
        Thread.interrupted();
    }

    // -- the fallback of nested waits --

    /** Who completes the stage is unknown: the oldest task without a token, or of the waiter, may be what it needs. */
    boolean runUntokened(Ambient me, Wait wait) {
        return runNested(me, () -> loop.queues.pollUntokened(wait));
    }

    boolean runOldestHeld(Ambient me) {
        return runNested(me, loop.queues::pollHeld);
    }

    // -- timers that a task of the loop sets or cancels --

    /**
     * Sets or cancels a timer without the inbox; false if the current thread does not drive the loop, or the queues may
     * be the closer's already. Meanwhile the running task is {@link Task#AT_THE_QUEUES}, so the closer cannot disown it;
     * it tries again.
     */
    boolean atTheQueues(ScheduledTask<?> timer, boolean adds) {
        Task running = loop.isDrivenByCurrentThread() ? current : null;
        if (running == null || !running.step(Task.RUNNING, Task.AT_THE_QUEUES)) {
            return false;
        }
        try {
            if (adds) {
                loop.queues.addTimer(timer);
            } else {
                loop.queues.removeTimer(timer);
            }
        } finally {
            running.setStateRelease(Task.RUNNING); // also where the stack or the heap gives out
        }
        return true;
    }
}
