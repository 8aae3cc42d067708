package dev.bascule.loop;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.LoopCore;
import dev.bascule.internal.Nanos;
import dev.bascule.spi.TimeSource;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One thread that runs many callbacks in turn. For blocking or heavy work use {@link dev.bascule.offload.Offload
 * Offload}; if the program already has a loop (Netty, Vert.x), use that one and Bascule only at its edges.
 *
 * {@snippet :
 * try (EventLoop loop = EventLoop.open("orders")) {
 *     CompletableFuture<Integer> size = loop.submit(() -> orders.size());
 *     loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), this::expireOld);
 *     int n = Bridge.await(size);
 * }
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   open --close()--> draining --empty--> closed
 *                        '----deadline----'   (interrupts, fails what is left)
 * </pre>
 *
 * <p><b>Threads.</b> Any thread may give work. Callbacks run on the loop's one thread, one at a time, except that a
 * callback which waits with {@link dev.bascule.Bridge#await Bridge.await} lets others run meanwhile, as {@link Nesting}
 * says. The thread is a daemon named {@code bascule-<name>}, started by the first task. Continuations of the stages that a
 * loop hands out run on the thread that completes them, or, for the {@code Async} forms without an executor, on the loop.
 *
 * <p><b>Blocking.</b> {@link #runUntil} and {@link #close} wait; all else returns at once.
 *
 * <p><b>Interruption and cancellation.</b> Cancelling a stage drops its task if it is still queued; a running callback is
 * never interrupted, and its result is dropped. Cancelling the stage of {@link #call} also cancels what the asynchronous
 * function waits for, unless others wait for it too.
 *
 * <p><b>Ordering.</b> Tasks run in the order in which they were given by one thread; timers by their time, equal times in
 * the order in which they were set. Work that a nested wait holds back runs afterwards in its original order; work that
 * it needs may overtake.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it gave a task happens-before the task, and a task
 * happens-before the next one on the loop, and before a successful wait for its stage returns.
 *
 * <p><b>Exceptions.</b> A closed loop gives stages that failed with {@link ClosedException}; {@link #executor} throws it.
 * An exception of a bare {@code execute} goes to the thread's uncaught-exception handler, and the loop goes on.
 */
public final class EventLoop implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final LoopCore core;

    private EventLoop(EventLoopConfig config) {
        core = new LoopCore(
                config.name(),
                config.nesting(),
                config.timeSource(),
                Nanos.of(config.suspectAfter()),
                config.ownThread());
    }

    /** Opens a loop with a thread of its own. */
    public static EventLoop open(String name) {
        requireNonNull(name, "name");
        return open(config -> config.withName(name));
    }

    /** Opens a loop as configured, e.g. {@code open(c -> c.withName("ui").withNesting(FORBID))}. */
    public static EventLoop open(UnaryOperator<EventLoopConfig> configure) {
        requireNonNull(configure, "configure");
        EventLoopConfig defaults =
                new EventLoopConfig("loop", Nesting.RELEVANT, true, TimeSource.SYSTEM, Duration.ofSeconds(2));
        return new EventLoop(configure.apply(defaults));
    }

    /** Runs the function on the loop. The stage ends with its value or exception. */
    public <T> CompletableFuture<T> submit(Callable<T> function) {
        return core.submit(requireNonNull(function, "function"));
    }

    /**
     * Runs an asynchronous function on the loop; the stage ends when the stage that it returns does. Python's {@code
     * run_coroutine_threadsafe}.
     */
    public <T> CompletableFuture<T> call(Supplier<? extends CompletionStage<T>> asyncFunction) {
        return core.call(requireNonNull(asyncFunction, "asyncFunction"));
    }

    /** Runs the function on the loop after the delay. Cancelling the stage cancels the timer. */
    public <T> CompletableFuture<T> schedule(Duration delay, Callable<T> function) {
        requireNonNull(delay, "delay");
        return core.schedule(requireNonNull(function, "function"), Nanos.of(delay), 0);
    }

    /**
     * Runs the action after the initial delay and then once a period. Ticks that a busy loop missed are merged into one.
     * The stage ends only by failing, which stops the timer, or by being cancelled, which does too.
     */
    public CompletableFuture<Void> scheduleAtFixedRate(Duration initialDelay, Duration period, Runnable action) {
        requireNonNull(initialDelay, "initialDelay");
        requireNonNull(action, "action");
        if (requireNonNull(period, "period").isNegative() || period.isZero()) {
            throw new IllegalArgumentException("period must be > 0, was " + period);
        }
        Callable<Void> tick = () -> {
            action.run();
            return null;
        };
        return core.schedule(tick, Nanos.of(initialDelay), Nanos.of(period));
    }

    /**
     * Runs the loop until the stage is done, and gives its value. On the loop's own thread (inside a callback) the
     * nesting says what else may run meanwhile. On another thread, a loop without its own thread is run here; a loop
     * that has one goes on there, and this thread waits.
     *
     * @throws AwaitException if the stage failed
     * @throws CrossingException if the nesting forbids the wait (BSC001), nests too deep or runs inside another loop
     *     (BSC004), or can be shown to wait for itself (BSC001)
     */
    public <T> T runUntil(CompletionStage<T> stage, Nesting nesting) throws InterruptedException {
        return core.runUntil(requireNonNull(stage, "stage"), requireNonNull(nesting, "nesting"));
    }

    /**
     * Runs one task that is ready, on this thread, and returns whether there was one; never waits. Only for a loop
     * without a thread of its own.
     */
    public boolean tryRunOne() {
        return core.tryRunOne();
    }

    /**
     * How long it is until the next timer is due: zero if it is due now, empty if there is none; never waits. Only for a
     * loop without a thread of its own, for the same callers as {@link #tryRunOne}.
     */
    public Optional<Duration> timeToNextTimer() {
        long nanos = core.nextTimer();
        return nanos == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, nanos)));
    }

    /** Whether the current thread is the one that runs this loop. */
    public boolean isCurrentThread() {
        return core.isDrivenByCurrentThread();
    }

    /** The loop as an executor, for libraries that want one. */
    public Executor executor() {
        return core;
    }

    /** Closes within 10 seconds; see {@link #close(Duration)}. */
    @Override
    public void close() {
        close(CLOSE_WITHIN);
    }

    /**
     * Takes no new work, runs what is queued, and at the deadline interrupts the loop's thread and fails what is left.
     * Timers that are not due are failed at once. When it returns, every stage that the loop handed out has ended. If
     * this thread is interrupted, draining stops at once, and the flag is kept.
     *
     * @throws CrossingException on the loop's own thread (BSC001), or, where it would have to wait, on that of another
     *     library's event loop (BSC104)
     */
    public void close(Duration within) {
        core.close(Nanos.of(requireNonNull(within, "within")));
    }

    /** The loop's name, for logs. */
    @Override
    public String toString() {
        return core.describe();
    }
}
