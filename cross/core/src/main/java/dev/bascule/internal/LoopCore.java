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
import java.util.function.BooleanSupplier;
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
    static final long SUSPECT_NANOS = Long.getLong("bascule.suspect.millis", 2_000) * 1_000_000;

    static final int OPEN = 0;
    static final int DRAINING = 1;
    static final int FAILING = 2;
    static final int CLOSED = 3;

    private static final VarHandle STARTED;
    private static final VarHandle CURRENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STARTED = lookup.findVarHandle(LoopCore.class, "started", boolean.class);
            CURRENT = lookup.findVarHandle(LoopCore.class, "current", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final String name;
    private final String description;
    final Nesting nesting;
    final long suspectNanos;
    private final boolean ownThread;
    private final TimeSource time;

    // -- any thread --
    final LoopQueues queues = new LoopQueues(this);
    private final Set<LoopAsyncCall<?>> inFlight = ConcurrentHashMap.newKeySet();
    final LoopCloser closer = new LoopCloser(this);
    volatile int state = OPEN;

    @SuppressWarnings("unused") // through STARTED
    private volatile boolean started;

    private volatile @Nullable Thread thread;

    // -- written by the driving thread, read by any thread --
    private volatile @Nullable Ambient driver;
    private volatile @Nullable Task current;

    // -- driving thread only --
    private final Spin spin = new Spin();
    private final BooleanSupplier hasArrivals = queues::hasArrivals;

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
    public void execute(Runnable work) {
        RunTask task = new RunTask(work);
        if (state != OPEN && !(work instanceof CompletableFuture.AsynchronousCompletionTask && state == DRAINING)) {
            throw closed("execute");
        }
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
        return queue(new LoopCall<>(this, work));
    }

    /** Queues an asynchronous function and gives a stage that ends when what it returned ends. */
    public <T> CompletableFuture<T> call(Callable<? extends CompletionStage<T>> function) {
        return queue(new LoopAsyncCall<>(this, function));
    }

    /** Queues a timer; a period of 0 nanoseconds means once. */
    public <T> CompletableFuture<T> schedule(Callable<T> work, long delay, long period) {
        return queue(new ScheduledTask<>(this, work, now() + delay, period));
    }

    private <T> CompletableFuture<T> queue(CallTask<?, T> task) {
        GuardedFuture<T> stage = task.stage();
        if (state != OPEN) {
            task.refuse(closed("a call"));
        } else {
            push(task);
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
        BasculeThread fresh = new BasculeThread(name, this::drive);
        thread = fresh;
        try {
            fresh.start();
        } catch (Throwable noThread) {
            thread = null;
            started = false;
            RejectedExecutionException refusal =
                    new RejectedExecutionException("no thread could be started for " + describe(), noThread);
            if (first.step(Task.QUEUED, Task.OVER)) {
                first.refuse(refusal);
            }
            if (!(first instanceof CallTask)) {
                throw refusal;
            }
        }
    }

    private ClosedException closed(String what) {
        return new ClosedException(Messages.text(
                RuleId.BSC207,
                what + " was given to " + describe() + ", which is closed.",
                "a closed loop runs nothing any more, so the work could never be done.",
                "close the loop after its users, or check who still holds it."));
    }

    @Override
    public void ring() {
        Ambient host = driver;
        if (host != null) {
            host.bell.ring();
        }
    }

    /** It runs what is queued also while it waits, so there is always room. */
    @Override
    public @Nullable List<Task> occupants() {
        return null;
    }

    @Override
    public boolean helps() {
        return false;
    }

    @Override
    public @Nullable Ambient host() {
        return driver;
    }

    /** A timer was cancelled: its place in the heap is freed at the loop's next turn. */
    void forget(ScheduledTask<?> task) {
        boolean notYetTakenIn = isDrivenByCurrentThread() && !task.isInHeap(); // then it is passed over on arrival
        if (!notYetTakenIn && state < FAILING) {
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
        return current;
    }

    @Nullable
    Ambient driver() {
        return driver;
    }

    boolean wasStarted() {
        return started;
    }

    /** Whether some thread runs the loop, or is about to. */
    synchronized boolean mayBeDriven() {
        return started || driver != null;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    private void drive() {
        Ambient me = tryAdopt();
        if (me == null) {
            return; // a closer was quicker, and empties the loop
        }
        try {
            while (state < FAILING && !(state == DRAINING && isDrained())) {
                if (!runNext(me, null)) {
                    idle(me, Long.MAX_VALUE);
                }
                if (closer.isDisowned()) {
                    return;
                }
                if (state < FAILING) {
                    Thread.interrupted(); // what a task left behind, or came while the loop was idle, is not the next
                    // one's
                }
            }
            closer.finish();
        } finally {
            release(me);
            closer.ended();
        }
    }

    boolean isDrained() {
        return queues.isEmpty() && inFlight.isEmpty();
    }

    /** Makes the current thread the driver, until {@link #release}. */
    Ambient adopt() {
        Ambient me = tryAdopt();
        if (me == null && state >= FAILING) {
            throw closed("a wait");
        }
        if (me == null) {
            Ambient other = driver;
            throw new IllegalStateException(describe() + " is being run by thread '"
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
                    describe() + " cannot run inside the running " + me.loop.describe() + ".",
                    "while the inner loop waits for its next event, the outer one runs nothing.",
                    "return the stage to the outer loop (thenCompose), or await it there with a Nesting.");
        }
        synchronized (this) {
            if (driver != null || (state >= FAILING && !ownThread)) {
                me.leave();
                return null;
            }
            driver = me;
        }
        me.loop = this;
        return me;
    }

    void release(Ambient me) {
        me.loop = null;
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
        if (!queues.hasArrivals() && state < FAILING && !(state == DRAINING && isDrained())) {
            me.bell.park(this, Math.min(limit, queues.nanosToNextTimer()));
            spin.parked(start);
        } else {
            me.bell.disarm();
        }
    }

    /** Runs the next task, if there is one; a nested wait gets only what it may run. */
    boolean runNext(Ambient me, @Nullable Wait wait) {
        if (wait != null) {
            return runNested(me, () -> queues.nextFor(wait));
        }
        Task task = queues.next();
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
            if (state >= FAILING) {
                throw closed("a wait");
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
            stall.loop = name;
            stall.task = Task.nameOf(task);
            stall.commit();
        }
        if (!task.step(Task.RUNNING, Task.OVER)) {
            closer.lost();
            if (!ownThread) {
                awaitInterrupt(task);
            }
        } else if (task instanceof ScheduledTask<?> timer && timer.advance(now())) {
            timer.setState(Task.QUEUED);
            if (!timer.hasEnded()) { // cancelled before it was queued again: nobody would take it out
                queues.addTimer(timer);
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

    // -- the fallback of nested waits --

    int heldSize() {
        return queues.heldSize();
    }

    long nanosToNextTimer() {
        return queues.nanosToNextTimer();
    }

    /** Who completes the stage is unknown: the oldest task without a token, or of the waiter, may be what it needs. */
    boolean runUntokened(Ambient me, Wait wait) {
        return runNested(me, () -> queues.pollUntokened(wait));
    }

    boolean runOldestHeld(Ambient me) {
        return runNested(me, queues::pollHeld);
    }
}
