package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import dev.bascule.spi.ContextCarrier.Snapshot;
import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A call whose result, of type {@code W} as the function returns it, becomes a guarded stage of {@code T}. Subclasses say where it runs and what cancelling a running one does. */
abstract class CallTask<W, T> extends Task {
    private static final VarHandle STAGE;

    static {
        try {
            STAGE = MethodHandles.lookup().findVarHandle(CallTask.class, "stage", GuardedFuture.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final Home home;
    private final @Nullable Snapshot snapshot;
    private final Class<?> workClass;

    // -- dropped at the end, so that a task that is kept as a token retains neither work nor result --
    private @Nullable Callable<? extends W> work;
    private volatile @Nullable GuardedFuture<T> stage;

    CallTask(Home home, Callable<? extends W> work) {
        this(home, work, Handover.originOf(work));
    }

    /** For work that wraps what the user wrote. */
    CallTask(Home home, Callable<? extends W> work, Class<?> workClass) {
        super(Ambient.currentOp());
        this.home = home;
        this.work = requireNonNull(work);
        this.workClass = workClass;
        this.snapshot = Carriers.capture();
        GuardedFuture<T> result = new GuardedFuture<>(home, this);
        result.setFirstSource(this);
        STAGE.set(this, result); // plainly: the queue publishes it
        adoptPromises(work);
    }

    @Override
    final Home home() {
        return home;
    }

    @Override
    final String describe() {
        return "call " + nameOf(workClass);
    }

    /** The result; only for the creator, before the task is queued. */
    final GuardedFuture<T> stage() {
        GuardedFuture<T> result = stage;
        if (result == null) {
            throw new IllegalStateException("the task has ended");
        }
        return result;
    }

    /** The result, unless it has ended. */
    final @Nullable GuardedFuture<T> openStage() {
        return stage;
    }

    /** Whether a timer will end the call, and drop or interrupt it, if nothing else does. */
    final boolean isTimed() {
        GuardedFuture<T> result = stage;
        return result != null && result.isTimed();
    }

    /** Whether the stage has ended, so that nobody wants the work any more. */
    final boolean hasEnded() {
        GuardedFuture<T> result = stage;
        return result == null || result.isSettled();
    }

    /** Runs the work in its context; what it returns is for the subclass. */
    final W perform() throws Exception {
        Callable<? extends W> callable = work;
        if (callable == null) {
            throw new IllegalStateException("the task was run twice");
        }
        work = null;
        return Carriers.call(snapshot, callable::call);
    }

    /** The same for work that runs again and again. */
    final W performAgain(Callable<? extends W> repeated) throws Exception {
        return Carriers.call(snapshot, repeated::call);
    }

    final void finish(@Nullable T value) {
        GuardedFuture<T> result = stage;
        if (result != null) {
            result.settle(value);
            STAGE.setRelease(
                    this, null); // afterwards, so that whoever cancels meanwhile finds a stage, and finds it done
        }
    }

    /** Ends the stage with a failure; false if it had ended already. */
    final boolean fail(Throwable failure) {
        GuardedFuture<T> result = stage;
        if (result == null) {
            return false;
        }
        boolean mine = result.settleExceptionally(failure);
        STAGE.setRelease(this, null);
        return mine;
    }

    @Override
    void refuse(RuntimeException reason) {
        fail(reason);
        breakPromises();
    }

    @Override
    void abandon(RuntimeException reason) {
        fail(reason);
    }

    /** Cancels the call: dropped if queued, else as {@link #giveUpRunning} says. Whether the stage is cancelled now. */
    boolean cancel(boolean mayInterrupt) {
        if (step(QUEUED, OVER)) {
            work = null;
            boolean cancelled = fail(new CallCancelledException(home.describe(), Outcome.DROPPED));
            breakPromises();
            dropped(); // last: a closer that waits for quiet shall find all ended
            return cancelled;
        }
        return cancelRunning(mayInterrupt);
    }

    /** The stage's time is over: it fails with this, and the call is given up. */
    void giveUp(Throwable failure) {
        if (step(QUEUED, OVER)) {
            work = null;
            fail(failure);
            breakPromises();
            dropped();
        } else {
            giveUpRunning(failure);
        }
    }

    /** A running call cannot be stopped by default: it runs on, and its result is dropped. */
    boolean cancelRunning(boolean mayInterrupt) {
        return fail(new CallCancelledException(home.describe(), Outcome.ABANDONED));
    }

    void giveUpRunning(Throwable failure) {
        fail(failure);
    }

    /** The task left its queue without running. */
    void dropped() {}
}
