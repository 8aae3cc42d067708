package dev.bascule.internal;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that is queued on a loop or an offload, or runs there. Also the <em>token</em> of DESIGN: work that
 * a task creates has it as its parent.
 *
 * <p><b>States.</b> {@code QUEUED -> RUNNING -> OVER}; {@code QUEUED -> OVER} when it is dropped. Each step is one CAS,
 * so exactly one of runner, canceller and closer wins. A running task can be {@code INTERRUPTING} for a moment (as in the
 * JDK's FutureTask, so that the interrupt cannot hit the thread's next task), or {@code DISOWNED} when its loop was
 * closed over its head. A task that runs on a thread that waits for it is {@code HELPED}, so that no cancel interrupts it;
 * the task that waits is {@code HOSTING} meanwhile, and gets its own interrupt afterwards. A task that sets a timer on its
 * own loop is {@code AT_THE_QUEUES} for a moment, in which it cannot be disowned. One that takes promises over is only
 * {@code MADE} until it has its place: those who wait for the promises can see it, and must not run it yet.
 *
 * <p><b>Ancestry is bounded.</b> A ticker that schedules its own next tick would grow a chain of parents without end, so
 * at {@value #MAX_GENERATIONS} generations all ancestors that are over, except the nearest few, are cut out. Losing an
 * ancestor can only make work look unrelated; the pump's fallback covers that.
 */
abstract class Task {
    static final int QUEUED = 0;
    static final int RUNNING = 1;
    static final int INTERRUPTING = 2;
    static final int INTERRUPTED = 3;
    static final int DISOWNED = 4;
    static final int HELPED = 5;
    static final int HOSTING = 6;
    static final int HOSTING_INTERRUPTED = 7;
    static final int AT_THE_QUEUES = 8;
    static final int OVER = 9;
    static final int MADE = 10;

    private static final System.Logger LOG = System.getLogger("dev.bascule");
    private static final int MAX_GENERATIONS = 64;
    private static final int KEPT_GENERATIONS = 16;
    private static final int HASH_DIGITS = 5;
    private static final VarHandle STATE;
    private static final VarHandle PARENT;
    private static final VarHandle RUNNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Task.class, "state", int.class);
            RUNNER = lookup.findVarHandle(Task.class, "runner", Ambient.class);
            PARENT = lookup.findVarHandle(Task.class, "parent", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- written at creation; relinked upwards only, so that a stale read is merely a longer way --
    private volatile @Nullable Task parent;
    private short generation;

    // -- the line that holds the task --
    private @Nullable Task next;

    // -- any thread --
    private volatile int state;

    /** Where the task runs; null also for a moment after it was claimed. */
    private volatile @Nullable Ambient runner;

    // -- written by the runner before it is known as such --
    /** The wait on whose top the task runs, null if there was none: those above it are the task's own. */
    private @Nullable Wait base;

    // -- made before the task is known to others, or by its runner; a concurrent set --
    private @Nullable Set<OwnedPromise<?>> owned;

    Task(@Nullable Task parent) {
        if (parent != null) {
            PARENT.set(this, parent); // plainly: the queue publishes it
            generation = (short) (parent.generation + 1);
            if (generation >= MAX_GENERATIONS) {
                generation = (short) Math.min(cutAncestors(), MAX_GENERATIONS);
            }
        }
    }

    /** Does the work; failures of user code go to the stage, or out of here to the thread's handler. */
    abstract void body(Ambient ambient);

    /** Called instead of {@link #body} when the task will never run; the stage, if any, must end here. */
    abstract void refuse(RuntimeException reason);

    /** The same, and what the refusal of user code throws is reported: whoever drops tasks has more of them. */
    final void drop(RuntimeException reason) {
        try {
            refuse(reason);
        } catch (Throwable failure) {
            report(failure);
        }
    }

    /** Called while the task runs on a thread that the closer has given up on; the stage, if any, must end here. */
    void abandon(RuntimeException reason) {
        refuse(reason);
    }

    /** Whether nothing waits for the task any more, so that it may be dropped as an ancestor. */
    boolean isSettled() {
        return state == OVER;
    }

    /** Work without a token: raw, and made by a thread that ran nothing of ours. */
    boolean isUntokened() {
        return false;
    }

    final @Nullable Ambient runner() {
        return runner;
    }

    final @Nullable Wait base() {
        return base;
    }

    final void runBy(Ambient me) {
        Wait below = me.wait;
        if (below != null) {
            base = below;
        }
        RUNNER.setRelease(this, me);
    }

    /** The task has ended: what lies beneath it on the stack is none of its business, and must not be kept by it. */
    final void forgetBase() {
        if (base != null) {
            runner = null; // first: a reader that finds no base shall find no runner when it looks again
            base = null;
        }
    }

    /** Where the task is queued or runs, if it is known. */
    @Nullable
    Home home() {
        return null;
    }

    // -- promises that the task must complete --

    final void own(OwnedPromise<?> promise) {
        if (owned == null) {
            owned = ConcurrentHashMap.newKeySet();
        }
        owned.add(promise);
    }

    final void disown(OwnedPromise<?> promise) {
        if (owned != null) {
            owned.remove(promise);
        }
    }

    /** The task has ended, or never will begin: its promises cannot be kept any more. */
    final void breakPromises() {
        Set<OwnedPromise<?>> broken = owned;
        if (broken != null) {
            owned = null;
            broken.forEach(promise -> promise.brokenBy(this, null));
        }
    }

    final int state() {
        return state;
    }

    /** For work that takes promises over: they lead to this task, but nobody may run it before it is queued. */
    final void adoptPromises(Object work) {
        if (work instanceof Handover<?> handover) {
            state = MADE;
            handover.adopt(this);
        }
    }

    /** To be called when the work has been queued: what its promises wait for has changed, and somebody may help. */
    static void queued(Object work, Home home) {
        if (work instanceof Handover<?> handover) {
            handover.check();
            home.ring();
        }
    }

    /** To be called when the task has its place in a queue, just before it is put there. */
    final void ready() {
        if (state == MADE) {
            state = QUEUED;
        }
    }

    final boolean step(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** The loop takes the task out of its queue to run it; false if it has been dropped. */
    boolean claim() {
        return step(QUEUED, RUNNING);
    }

    /** For tasks that nobody can cancel: only the owner of the queue moves them on. */
    final boolean claimUncontended() {
        if (state == OVER) {
            return false; // refused while its loop had no thread
        }
        STATE.setRelease(this, RUNNING);
        return true;
    }

    final void setState(int to) {
        state = to;
    }

    final void setStateRelease(int to) {
        STATE.setRelease(this, to);
    }

    /** Runs the body with this task as the thread's token; the outer one returns afterwards. Never throws. */
    final void runAs(Ambient ambient) {
        Task outerOp = ambient.op;
        Task outerFrame = ambient.frame;
        ambient.op = this;
        ambient.frame = this;
        try {
            body(ambient);
        } catch (Throwable failure) {
            report(failure);
        } finally {
            ambient.op = outerOp;
            ambient.frame = outerFrame;
            breakPromises();
        }
    }

    /** To the thread's handler; one that throws itself must not end the loop or cost the offload a permit. */
    private static void report(Throwable failure) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        } catch (Throwable ofTheHandler) {
            LOG.log(Level.WARNING, "the uncaught-exception handler of " + thread.getName() + " failed", ofTheHandler);
        }
    }

    final @Nullable Task parent() {
        return parent;
    }

    final @Nullable Task next() {
        return next;
    }

    final void setNext(@Nullable Task task) {
        next = task;
    }

    /** Unlinks settled ancestors beyond the nearest ones; returns how many are left. */
    private int cutAncestors() {
        int count = 0;
        Task below = this;
        Task above = parent;
        while (above != null) {
            if (count >= KEPT_GENERATIONS && above.isSettled()) {
                above = above.parent;
                below.parent = above;
            } else {
                count++;
                below = above;
                above = above.parent;
            }
        }
        return count;
    }

    /** In the words of a message; what a subclass knows of its work. */
    String describe() {
        return nameOf(this);
    }

    /** What a message calls the work: its class, without the package and the hash of a lambda. */
    static String nameOf(Object work) {
        return nameOf(work.getClass());
    }

    /** Newer JDKs number their lambdas by that hash alone, so there its end is kept. */
    static String nameOf(Class<?> work) {
        String name = work.getName();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        int hash = simple.indexOf("/0x");
        if (hash < 0 || Character.isDigit(simple.charAt(hash - 1))) {
            return hash < 0 ? simple : simple.substring(0, hash);
        }
        return simple.substring(0, hash) + "@" + simple.substring(Math.max(hash + 1, simple.length() - HASH_DIGITS));
    }
}
