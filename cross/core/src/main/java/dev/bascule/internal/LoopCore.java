package dev.bascule.internal;

import dev.bascule.spi.TimeSource;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final int TIMER_CHECK_MASK = 63;
    private static final int SPINS = 64;
    private static final VarHandle STARTED;

    static {
        try {
            STARTED = MethodHandles.lookup().findVarHandle(LoopCore.class, "started", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final String name;
    final Nesting nesting;
    final long suspectNanos;
    private final boolean ownThread;
    private final TimeSource time;

    // -- any thread --
    final Inbox inbox = new Inbox();
    private final Set<LoopAsyncCall<?>> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();
    final LoopCloser closer = new LoopCloser(this);
    volatile int state = OPEN;

    @SuppressWarnings("unused") // through STARTED
    private volatile boolean started;

    private volatile @Nullable Thread thread;

    // -- written by the driving thread, read by any thread --
    private volatile @Nullable Ambient driver;
    volatile @Nullable Task current;

    // -- driving thread only --
    final Line line = new Line();
    final TimerHeap timers = new TimerHeap();
    private int ticks;

    /** A loop that starts a thread of its own with its first task, or that waits to be adopted. */
    public LoopCore(String name, Nesting nesting, TimeSource time, long suspectNanos, boolean ownThread) {
        this.name = name;
        this.nesting = nesting;
        this.time = time;
        this.suspectNanos = suspectNanos;
        this.ownThread = ownThread;
        time.onJump(this::ring);
    }

    @Override
    public String describe() {
        return "loop '" + name + "'";
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
        return queue(new ScheduledTask<>(this, work, now() + delay, period, sequence.getAndIncrement()));
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

    private void push(Task task) {
        inbox.push(task);
        if (ownThread && !started && STARTED.compareAndSet(this, false, true)) {
            BasculeThread fresh = new BasculeThread(name, this::drive);
            thread = fresh;
            fresh.start();
        }
        ring();
        if (state == CLOSED) {
            closer.sweep(); // the loop was closed between our look at the state and the push
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

    /** A timer was cancelled: its place in the heap is freed at the loop's next turn. */
    void forget(ScheduledTask<?> task) {
        if (state < FAILING) {
            push(new TimerRemoval(task));
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
    Ambient driver() {
        return driver;
    }

    boolean wasStarted() {
        return started;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    private void drive() {
        Ambient me = adopt();
        try {
            while (state < FAILING && !(state == DRAINING && isDrained())) {
                if (!runNext(me, null)) {
                    idle(me, Long.MAX_VALUE);
                }
                if (closer.isDisowned()) {
                    return;
                }
            }
            closer.finish();
        } finally {
            release(me);
            closer.ended();
        }
    }

    boolean isDrained() {
        return inbox.isEmpty() && line.size() == 0 && inFlight.isEmpty();
    }

    /** Makes the current thread the driver, until {@link #release}. */
    Ambient adopt() {
        Ambient me = tryAdopt();
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
            if (driver != null) {
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
        for (int i = 0; i < SPINS; i++) {
            if (!inbox.isEmpty()) {
                return;
            }
            Thread.onSpinWait();
        }
        me.bell.arm();
        if (inbox.isEmpty() && state < FAILING && !(state == DRAINING && isDrained())) {
            me.bell.park(this, Math.min(limit, nanosToNextTimer()));
            Thread.interrupted(); // an idle loop has nobody to interrupt
        } else {
            me.bell.disarm();
        }
    }

    /** Runs the next task, if there is one; a nested wait gets only what it may run. */
    boolean runNext(Ambient me, @Nullable Wait wait) {
        if (wait != null) {
            return runNested(me, () -> nextFor(wait));
        }
        Task task = next();
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

    private @Nullable Task next() {
        if (timers.size() > 0 && ((++ticks & TIMER_CHECK_MASK) == 0 || inbox.isEmpty())) {
            lineUpDueTimers();
        }
        Task first = line.poll();
        return first != null ? first : takeFromInbox();
    }

    /** What a nested wait may run. The line is looked through again only if it or the wait's tokens have changed. */
    private @Nullable Task nextFor(Wait wait) {
        lineUpDueTimers();
        Task relevant = wait.hasSeen(line) ? null : line.pollRelevant(wait);
        while (relevant == null) {
            Task task = takeFromInbox();
            if (task == null) {
                wait.sawAll(line);
                return null;
            }
            if (wait.isRelevant(task)) {
                return task;
            }
            line.add(task);
        }
        return relevant;
    }

    /** The next task that is ready; timers that arrive go to the heap. */
    private @Nullable Task takeFromInbox() {
        while (true) {
            Task task = inbox.poll();
            if (task instanceof ScheduledTask<?> timer) {
                if (timer.state() == Task.QUEUED) {
                    timers.add(timer);
                }
            } else if (task instanceof TimerRemoval removal) {
                timers.remove(removal.timer);
            } else {
                return task;
            }
        }
    }

    private void lineUpDueTimers() {
        ScheduledTask<?> first = timers.peek();
        if (first == null) {
            return;
        }
        long now = now();
        while (first != null && first.due() - now <= 0) {
            timers.poll();
            line.add(first);
            first = timers.peek();
        }
    }

    long nanosToNextTimer() {
        ScheduledTask<?> first = timers.peek();
        return first == null ? Long.MAX_VALUE : Math.max(1, first.due() - now());
    }

    private void run(Ambient me, Task task, @Nullable Task below) {
        if (!task.step(Task.QUEUED, Task.RUNNING)) {
            current = below;
            return; // dropped meanwhile
        }
        task.runner = me.bell.owner;
        current = task;
        StallEvent stall = new StallEvent();
        stall.begin();
        task.runAs(me);
        stall.end(); // without it the duration is 0, which is below any threshold
        if (stall.shouldCommit()) {
            stall.loop = name;
            stall.task = Task.nameOf(task);
            stall.commit();
        }
        current = below;
        if (!task.step(Task.RUNNING, Task.OVER)) {
            closer.lost();
        } else if (task instanceof ScheduledTask<?> timer && timer.advance(now())) {
            timer.setState(Task.QUEUED);
            timers.add(timer);
        }
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
        if (ownThread) {
            throw new IllegalStateException(describe() + " has a thread of its own; open it withOwnThread(false)");
        }
        Ambient me = adopt();
        try {
            return runNext(me, null);
        } finally {
            release(me);
        }
    }

    /** See {@code EventLoop.close}. */
    public void close(long nanos) {
        closer.close(nanos);
    }

    // -- the fallback of nested waits --

    int heldSize() {
        return line.size();
    }

    /** Who completes the stage is unknown: the oldest task without a token, or of the waiter, may be what it needs. */
    boolean runUntokened(Ambient me, Wait wait) {
        return runNested(me, () -> line.pollUntokened(wait));
    }

    boolean runOldestHeld(Ambient me) {
        return runNested(me, line::poll);
    }

    /** Tells the driving thread to free the place of a cancelled timer. */
    private static final class TimerRemoval extends Task {
        private final ScheduledTask<?> timer;

        TimerRemoval(ScheduledTask<?> timer) {
            super(null);
            this.timer = timer;
        }

        @Override
        void body(Ambient ambient) {}

        @Override
        void refuse(RuntimeException reason) {}
    }
}
