package dev.bascule.internal;

import dev.bascule.spi.TimeSource;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine of an event loop: an inbox that any thread fills, a line and a heap of timers that only the driving thread
 * touches.
 *
 * <p><b>For maintainers.</b> The driving thread is either the loop's own, started by the first task, or whichever thread
 * adopts the loop for a while. It takes tasks from the line first (held back by nested waits, or due timers), then from
 * the inbox. Producers push and then ring the driver's bell; see {@link Bell} for why no task is missed. {@link
 * LoopCloser} says who owns the queues while the loop is being closed.
 */
public final class LoopCore implements Home {
    static final int OPEN = 0;
    static final int DRAINING = 1;
    static final int FAILING = 2;
    static final int CLOSED = 3;

    private static final VarHandle STARTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STARTED = lookup.findVarHandle(LoopCore.class, "started", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final String name;
    private final String description;
    final Nesting nesting;
    final long suspectNanos;
    final boolean ownThread;
    private final TimeSource time;

    // -- any thread --
    final LoopQueues queues = new LoopQueues(this);
    private final Set<LoopAsyncCall<?>> inFlight = ConcurrentHashMap.newKeySet();
    final LoopCloser closer = new LoopCloser(this);
    private final LoopDriver driving = new LoopDriver(this);
    volatile int state = OPEN;

    @SuppressWarnings("unused") // through STARTED
    private volatile boolean started;

    private volatile @Nullable Thread thread;

    /** Of the driving thread, if there is one. */
    volatile @Nullable Bell bell;

    /** A loop that starts a thread of its own with its first task, or that waits to be adopted. */
    public LoopCore(String name, Nesting nesting, TimeSource time, long suspectNanos, boolean ownThread) {
        this.name = name;
        this.description = "loop '" + name + "'";
        this.nesting = nesting;
        this.time = time;
        this.suspectNanos = suspectNanos;
        this.ownThread = ownThread;
        time.onJump(this::ring);
    }

    @Override
    public String describe() {
        return description;
    }

    long now() {
        return time.nanoTime();
    }

    // -- giving work, any thread --

    @Override
    public void take(RunTask task) {
        if (state != OPEN && !(state == DRAINING && task.isContinuation())) {
            throw closed("execute");
        }
        task.ready();
        push(task);
    }

    @Override
    public void visit(VisitTask visit) {
        if (state > DRAINING) {
            throw closed("a continuation");
        }
        push(visit);
    }

    /** Queues a call and gives its stage; a closed loop gives a failed one. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        return queue(new DirectCall<>(this, work), work);
    }

    /** Queues an asynchronous function and gives a stage that ends when what it returned ends. */
    public <T> CompletableFuture<T> call(Supplier<? extends CompletionStage<T>> function) {
        return queue(new LoopAsyncCall<>(this, function), function);
    }

    /** Queues a timer; a period of 0 nanoseconds means once. */
    public <T> CompletableFuture<T> schedule(Callable<T> work, long delay, long period) {
        ScheduledTask<T> timer = new ScheduledTask<>(this, work, now() + delay, period);
        GuardedFuture<T> stage = timer.stage();
        timer.ready();
        return state == OPEN && driving.atTheQueues(timer, true) ? stage : queue(timer, work);
    }

    private <T> CompletableFuture<T> queue(CallTask<?, T> task, Object work) {
        GuardedFuture<T> stage = task.stage();
        task.ready();
        if (state != OPEN) {
            task.refuse(closed("a call"));
        } else {
            push(task);
            Task.queued(work, this);
        }
        return stage;
    }

    /** Queues work of our own that must be done whatever comes; false if the loop takes nothing any more. */
    boolean continueOnLoop(Task task) {
        if (state > DRAINING) {
            return false;
        }
        push(task);
        return true;
    }

    private void push(Task task) {
        queues.push(task);
        if (ownThread && !started && STARTED.compareAndSet(this, false, true)) {
            startThread(task);
        }
        ring();
        if (state == CLOSED) {
            closer.sweep(); // the loop was closed between our look at the state and the push
        }
    }

    private void startThread(Task first) {
        BasculeThread fresh = new BasculeThread(name, driving::drive);
        thread = fresh;
        try {
            fresh.start();
        } catch (Throwable noThread) {
            thread = null;
            RejectedExecutionException refusal =
                    new RejectedExecutionException("no thread could be started for " + describe(), noThread);
            closer.refuseAll(refusal); // while nobody else tries to start one
            started = false;
            if (!queues.isEmpty()) {
                push(new Nothing()); // queued since then by somebody who relied on us: try again
            }
            if (!(first instanceof CallTask)) {
                throw refusal;
            }
        }
    }

    ClosedException closed(String what) {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                what + " was given to " + describe() + ", which is closed.",
                "a closed loop runs nothing any more, so the work could never be done.",
                "close the loop after its users, or check who still holds it."));
    }

    @Override
    public void ring() {
        Bell driver = bell;
        if (driver != null) {
            driver.ring();
        }
    }

    /** It runs what is queued also while it waits, so there is always room. */
    @Override
    public @Nullable List<Task> occupants() {
        return null;
    }

    /** Whether nobody runs it now, though it has no thread of its own. */
    boolean hasNobody() {
        return !ownThread && driving.driver() == null;
    }

    /** The same for long: one that is run in small steps has nobody between two of them. */
    boolean isDeserted() {
        return driving.isDeserted(Settings.SUSPECT_NANOS);
    }

    /** But one that waits must look whether the thing is what it waits for, so say no. */
    @Override
    public boolean hasRoom() {
        Ambient host = driving.driver();
        return host == null || host.wait == null;
    }

    @Override
    public boolean helps() {
        return false;
    }

    @Override
    public @Nullable Ambient host() {
        return driving.driver();
    }

    /** A timer was cancelled: its place in the heap is freed, at once on the loop's thread, else at its next turn. */
    void forget(ScheduledTask<?> task) {
        if (state < FAILING && !driving.atTheQueues(task, false)) {
            push(new LoopQueues.TimerRemoval(task));
        }
    }

    void inFlight(LoopAsyncCall<?> call, boolean begins) {
        if (begins) {
            inFlight.add(call);
        } else if (inFlight.remove(call) && state == DRAINING) {
            ring();
        }
    }

    Set<LoopAsyncCall<?>> inFlight() {
        return inFlight;
    }

    // -- driving --

    /** Whether the current thread drives this loop. */
    public boolean isDrivenByCurrentThread() {
        Ambient me = Ambient.peek();
        return me != null && me.loop == this;
    }

    @Nullable
    Task current() {
        return driving.current();
    }

    @Nullable
    Ambient driver() {
        return driving.driver();
    }

    boolean wasStarted() {
        return started;
    }

    boolean mayBeDriven() {
        return driving.mayBeDriven();
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /** Whether a close would have to wait for work; at a glance, and from any thread. */
    boolean isBusy() {
        return state < CLOSED && (driving.current() != null || !isDrained());
    }

    boolean isDrained() {
        return queues.isEmpty() && inFlight.isEmpty();
    }

    /** The same while closing, for the driving thread, which looks at the timers first. */
    boolean hasDrained() {
        return driving.hasDrained();
    }

    /** See {@code EventLoop.runUntil}. */
    public <T> T runUntil(CompletionStage<T> stage, Nesting how) throws InterruptedException {
        if (ownThread || isDrivenByCurrentThread()) {
            return Awaiting.await(stage, how);
        }
        CompletableFuture<T> future = Awaiting.toFuture(stage);
        Awaiting.refuseOnForeignLoop(future);
        Ambient me = adopt();
        try {
            return Awaiting.await(future, Nesting.ALL);
        } finally {
            release(me);
        }
    }

    /** Runs one task that is ready, on this thread; false if there is none. */
    public boolean tryRunOne() {
        if (state >= FAILING) {
            return false;
        }
        Ambient me = adoptThreadless();
        try {
            return runNext(me, null);
        } finally {
            release(me);
        }
    }

    /** Nanoseconds until the next timer, 0 or less if it is due; Long.MAX_VALUE if there is none. */
    public long nextTimer() {
        if (state >= FAILING) {
            return Long.MAX_VALUE;
        }
        Ambient me = adoptThreadless();
        try {
            return queues.untilNextTimer();
        } finally {
            release(me);
        }
    }

    private Ambient adoptThreadless() {
        if (ownThread) {
            throw new IllegalStateException(describe() + " has a thread of its own; open it withOwnThread(false)");
        }
        return adopt();
    }

    /** See {@code EventLoop.close}. */
    public void close(long nanos) {
        closer.close(nanos);
    }

    // -- the driver's part --

    Ambient adopt() {
        return driving.adopt();
    }

    @Nullable
    Ambient tryAdopt() {
        return driving.tryAdopt();
    }

    void release(Ambient me) {
        driving.release(me);
    }

    void idle(Ambient me, long limit) {
        driving.idle(me, limit);
    }

    boolean runNext(Ambient me, @Nullable Wait wait) {
        return driving.runNext(me, wait);
    }

    boolean runUntokened(Ambient me, Wait wait) {
        return driving.runUntokened(me, wait);
    }

    boolean runOldestHeld(Ambient me) {
        return driving.runOldestHeld(me);
    }

    int heldSize() {
        return queues.heldSize();
    }

    long nanosToNextTimer() {
        return queues.nanosToNextTimer();
    }
}
