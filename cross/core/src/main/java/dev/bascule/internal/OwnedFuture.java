package dev.bascule.internal;

import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.RuleId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that only its producer completes. Completion and waiting live here; {@link GuardedFuture} adds the stages that
 * are made from it.
 *
 * <p><b>For maintainers.</b> {@link #source} says who completes the stage: a {@link CallTask}, a {@link Link}, an {@link Owner}, or null
 * for "unknown". A stage that is done needs none; after a failure the same field holds the {@link Unobserved} witness.
 */
abstract sealed class OwnedFuture<T> extends CompletableFuture<T> permits GuardedFuture {
    private static final int TIMED = 1 << 31;
    private static final VarHandle MARKS;
    private static final VarHandle SOURCE;

    static {
        try {
            MARKS = MethodHandles.lookup().findVarHandle(OwnedFuture.class, "marks", int.class);
            SOURCE = MethodHandles.lookup().findVarHandle(OwnedFuture.class, "source", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final Home home;
    final @Nullable Task op;

    // -- written by the producer and by the thread that attached the stage, read by any thread --
    private volatile @Nullable Object source;

    // -- any thread: whether a timer is set, and how many dependents ended out of turn (the JDK keeps those) --
    @SuppressWarnings("unused") // through MARKS
    private volatile int marks;

    OwnedFuture(Home home, @Nullable Task op) {
        this.home = home;
        this.op = op;
    }

    /** Who completes this stage: a {@link Task}, a {@link Link}, an {@link Unobserved} after a failure, or null. */
    final @Nullable Object source() {
        return source;
    }

    final void setSource(@Nullable Object producer) {
        source = producer;
    }

    /** For a source that several may want to change. */
    final boolean changeSource(Object from, @Nullable Object to) {
        return SOURCE.compareAndSet(this, from, to);
    }

    /** The same for a stage that no other thread has seen yet. */
    final void setFirstSource(Object producer) {
        SOURCE.set(this, producer);
    }

    /** {@link #isDone} for us, also where a minimal stage does not offer it. */
    final boolean isSettled() {
        return super.isDone();
    }

    /** Whether a timer will complete this stage if nothing else does. */
    final boolean isTimed() {
        return (marks & TIMED) != 0;
    }

    /** In the words of a message. */
    String describe() {
        return "a stage of " + home.describe();
    }

    @Override
    public String toString() {
        String state = !isSettled() ? "not completed" : super.isCompletedExceptionally() ? "failed" : "completed";
        return describe() + " [" + state + "]";
    }

    // -- completion: the producer's way --

    final boolean settle(@Nullable T value) {
        boolean mine = super.complete(value);
        if (mine) {
            SOURCE.setRelease(this, null);
        }
        return mine;
    }

    final boolean settleExceptionally(Throwable failure) {
        if (isSettled()) {
            return false;
        }
        Unobserved witness =
                Unobserved.watch(this, failure); // before the failure is seen, or an observer would miss it
        if (witness == null) {
            return failUnwatched(failure);
        }
        Object before = SOURCE.getAndSet(this, witness);
        if (wantedBy() > 0) {
            observe(); // attached since the watch began, and could not see the witness yet
        }
        boolean mine = super.completeExceptionally(failure);
        if (!mine) {
            withdraw(witness, before instanceof Unobserved winner ? winner : null);
        }
        return mine;
    }

    /** Somebody else was first, whose witness may have been replaced by this one for a moment. */
    private void withdraw(Unobserved witness, @Nullable Unobserved winner) {
        witness.observed();
        if (!SOURCE.compareAndSet(this, witness, winner) && winner != null) {
            winner.observed(); // whoever looked at the stage meanwhile has found this one
        }
    }

    /** Ends as another stage did; these are what its {@code whenComplete} gives. */
    final void settleAs(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            settle(value);
        } else {
            settleExceptionally(failure);
        }
    }

    /** Somebody waits for the failure already, or it is none that anybody must hear of. */
    private boolean failUnwatched(Throwable failure) {
        boolean mine = super.completeExceptionally(failure);
        if (mine) {
            SOURCE.setRelease(this, null);
        }
        return mine;
    }

    /** Somebody looked at the outcome, or will. */
    final void observe() {
        if (source instanceof Unobserved witness) {
            witness.observed();
            source = null;
        }
    }

    // -- completion: everybody else's way --

    @Override
    public boolean complete(T value) {
        throw refusal("complete");
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        throw refusal("completeExceptionally");
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        throw refusal("completeAsync");
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        throw refusal("completeAsync");
    }

    @Override
    public final void obtrudeValue(T value) {
        throw refusal("obtrudeValue");
    }

    @Override
    public final void obtrudeException(Throwable failure) {
        throw refusal("obtrudeException");
    }

    private RuntimeException refusal(String method) {
        return Messages.refusal(
                RuleId.BSC006,
                method + "() called on " + describe() + ".",
                "only the work that the stage stands for may complete it; else nothing can be said about who will.",
                "to complete by hand use Bridge.promise(name); to give up use cancel(true) or orTimeout(..).");
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw(mayInterruptIfRunning);
    }

    /** {@link #cancel} for us, also where a minimal stage does not offer it. */
    final boolean withdraw(boolean mayInterrupt) {
        Object producer = source;
        if (producer instanceof CallTask<?, ?> task) {
            return task.cancel(mayInterrupt);
        }
        boolean ended = leaveLine() && super.completeExceptionally(new CancellationException());
        return outOfTurn(producer, ended) || super.isCancelled();
    }

    /** Gives up a place in a line; false if what it waited for has been granted already. */
    boolean leaveLine() {
        return true;
    }

    /** The stages that this one was made from go on, but no longer for its sake. */
    private static boolean outOfTurn(@Nullable Object producer, boolean ended) {
        if (ended && producer instanceof Link link && link.kind != Link.Kind.ANY) { // of those the JDK cleans up some
            forgetDependent(link.first());
            forgetDependent(link.second());
            forgetDependent(link.inner());
        }
        return ended;
    }

    private static void forgetDependent(@Nullable Object above) {
        if (above instanceof OwnedFuture<?> ours) {
            MARKS.getAndAdd(ours, 1);
        }
    }

    /** How many stages and waiters still want the outcome. */
    final int wantedBy() {
        return getNumberOfDependents() - (marks & ~TIMED);
    }

    // -- timeouts: on our own timer, since newer JDKs run their dependents on the common pool --

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return onTimer(timeout, unit, this::timeOut);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return onTimer(timeout, unit, () -> outOfTurn(source, leaveLine() && settle(value)));
    }

    private void timeOut() {
        TimeoutException failure = new TimeoutException();
        if (source instanceof CallTask<?, ?> task) {
            task.giveUp(failure);
        } else if (leaveLine()) {
            outOfTurn(source, settleExceptionally(failure));
        }
    }

    /** Something else than the producer will end this stage in time. */
    final void markTimed() {
        MARKS.getAndBitwiseOr(this, TIMED);
    }

    private CompletableFuture<T> onTimer(long timeout, TimeUnit unit, Runnable expiry) {
        long nanos = unit.toNanos(timeout);
        if (!isDone()) {
            markTimed();
            ScheduledFuture<?> timer = Background.schedule(nanos, expiry);
            super.whenComplete((value, failure) -> timer.cancel(false));
            forgetDependent(this); // the timer wants nothing
        }
        return this;
    }

    // -- waiting --

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (!isDone()) {
            Awaiting.serve(this, Awaiting.FOREVER);
        }
        try {
            return super.get();
        } catch (CancellationException cancelled) {
            throw original(cancelled);
        } finally {
            observe();
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        boolean served = !isDone() && Awaiting.serve(this, unit.toNanos(timeout));
        try {
            return super.get(served ? 0 : timeout, unit);
        } catch (CancellationException cancelled) {
            throw original(cancelled);
        } finally {
            observe();
        }
    }

    @Override
    public T join() {
        if (!isDone()) {
            Awaiting.serveUninterruptibly(this);
        }
        try {
            return super.join();
        } catch (CancellationException cancelled) {
            throw original(cancelled);
        } finally {
            observe();
        }
    }

    @Override
    public T getNow(T valueIfAbsent) {
        observe();
        try {
            return super.getNow(valueIfAbsent);
        } catch (CancellationException cancelled) {
            throw original(cancelled);
        }
    }

    /** A call's own says what became of the work; JDK 23 and newer would hide it in a fresh one. */
    private static CancellationException original(CancellationException thrown) {
        return thrown.getCause() instanceof CallCancelledException ours ? ours : thrown;
    }

    @Override
    public boolean isCompletedExceptionally() {
        observe();
        return super.isCompletedExceptionally();
    }

    /** Waits as the JDK does, after the guard has been passed. */
    final T parkingGet() throws InterruptedException, ExecutionException {
        return super.get();
    }

    /** The same, whatever interrupts. */
    final T parkingJoin() {
        return super.join();
    }

    /** The same with a limit. */
    final T parkingGet(long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        return super.get(nanos, TimeUnit.NANOSECONDS);
    }
}
