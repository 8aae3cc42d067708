package dev.bascule.testkit;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.loop.EventLoopConfig;
import dev.bascule.stage.AwaitException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * An event loop without a thread, on a clock that stands still: a test runs it step by step, and every run is the same.
 * To test with a loop's real thread, use {@link EventLoop} and, for its timers, {@link ManualClock}.
 *
 * {@snippet :
 * try (DeterministicLoop steps = DeterministicLoop.open("test")) {
 *     CompletableFuture<String> late = steps.loop().schedule(Duration.ofHours(1), () -> "rang");
 *     steps.advance(Duration.ofMinutes(59));
 *     assertThat(late).isNotDone();
 *     steps.advance(Duration.ofMinutes(1));
 *     assertThat(steps.runUntilDone(late)).isEqualTo("rang");
 * }
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   open --close()--> closed   (what is queued or not yet due fails)
 * </pre>
 *
 * <p><b>Threads.</b> Any thread may give work to {@link #loop}. It runs on the thread that calls {@link #runOne}, {@link
 * #runReady}, {@link #advance} or {@link #runUntilDone}; one thread at a time, and not from inside one of the loop's own
 * callbacks. What an offload or another loop does happens elsewhere and is not stepped.
 *
 * <p><b>Blocking.</b> Nothing here waits: what is not ready is not run. But a callback that itself awaits a stage waits
 * as on any loop, and if it awaits a timer, the clock must be moved by another thread meanwhile. Do not await a stage of
 * this loop on the test's thread, since nobody would run the loop then: use {@code runUntilDone}.
 *
 * <p><b>Interruption and cancellation.</b> As for {@link EventLoop}; stepping neither looks at interrupts nor clears
 * them.
 *
 * <p><b>Ordering.</b> As for {@link EventLoop}. In {@link #advance} each timer runs when the clock shows its own time,
 * and all that it makes ready runs before the clock moves on.
 *
 * <p><b>Memory consistency effects.</b> As for {@link EventLoop}.
 *
 * <p><b>Exceptions.</b> What a callback throws goes to its stage, or, for a bare {@code execute}, to the thread's
 * uncaught-exception handler; never to the caller of a step. Stepping inside a callback throws {@link
 * dev.bascule.stage.CrossingException CrossingException} (BSC004).
 */
public final class DeterministicLoop implements AutoCloseable {
    /** More tasks than this in one go, and some task is taken to queue itself again without end. */
    private static final int ENDLESS = 1_000_000;

    private final ManualClock clock;
    private final EventLoop loop;

    private DeterministicLoop(ManualClock clock, EventLoop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    /** Opens a loop of this name, on a clock that shows 0. */
    public static DeterministicLoop open(String name) {
        return open(config -> config.withName(name));
    }

    /** Opens a loop as configured, except that it has no thread of its own and a manual clock. */
    public static DeterministicLoop open(UnaryOperator<EventLoopConfig> configure) {
        ManualClock clock = new ManualClock();
        EventLoop loop = EventLoop.open(
                config -> configure.apply(config).withOwnThread(false).withTimeSource(clock));
        return new DeterministicLoop(clock, loop);
    }

    /** The loop, to be handed to the code under test. */
    public EventLoop loop() {
        return loop;
    }

    /** The loop's clock. Moving it directly runs nothing: a timer then runs late, at the next step. */
    public ManualClock clock() {
        return clock;
    }

    /** Runs the next task or due timer; false if there is none. */
    public boolean runOne() {
        return loop.tryRunOne();
    }

    /**
     * Runs tasks and due timers, and those that they make ready, until none is left; the clock stands still.
     *
     * @return how many ran
     * @throws AssertionError after 1,000,000: one that queues itself again would run for ever
     */
    public int runReady() {
        int count = 0;
        while (loop.tryRunOne()) {
            if (++count >= ENDLESS) {
                throw endless();
            }
        }
        return count;
    }

    /**
     * Runs what is ready, then moves the clock from timer to timer, and runs each at its own time, until the given time
     * has passed.
     *
     * @return how many tasks and timers ran
     * @throws IllegalArgumentException if {@code by} is negative
     * @throws AssertionError after 1,000,000 at one time
     */
    public int advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by must be >= 0, was " + by);
        }
        Duration end = clock.now().plus(by);
        int count = runReady();
        for (Optional<Duration> next = nextUpTo(end); next.isPresent(); next = nextUpTo(end)) {
            clock.advance(next.get());
            count += runReady();
        }
        Duration rest = end.minus(clock.now());
        if (!rest.isNegative()) { // a callback may have moved the clock further
            clock.advance(rest);
        }
        return count;
    }

    private Optional<Duration> nextUpTo(Duration end) {
        return loop.timeToNextTimer().filter(next -> clock.now().plus(next).compareTo(end) <= 0);
    }

    /**
     * Runs what is ready until the stage is done, and gives its value; the clock stands still.
     *
     * @throws AwaitException if the stage failed
     * @throws AssertionError if the stage is not done and nothing is left to run; the message names the stage, and the
     *     next timer if there is one
     */
    public <T> T runUntilDone(CompletionStage<T> stage) {
        AtomicBoolean done = new AtomicBoolean();
        stage.whenComplete((value, failure) -> done.set(true));
        for (int count = 0; !done.get(); count++) {
            if (!loop.tryRunOne()) {
                throw stuck(stage);
            }
            if (count >= ENDLESS) {
                throw endless();
            }
        }
        try {
            return Bridge.await(stage);
        } catch (InterruptedException impossible) {
            throw new AssertionError("a stage that is done is not waited for", impossible);
        }
    }

    private AssertionError stuck(CompletionStage<?> stage) {
        String timers = loop.timeToNextTimer()
                .map(next -> "its next timer is due in " + next + ": advance(..) runs it")
                .orElse("it has no timer either, so only another thread or the test itself can complete the stage");
        return new AssertionError(
                stage + " is not done, and " + loop + " has nothing that is ready to run; " + timers + ".");
    }

    private AssertionError endless() {
        return new AssertionError(loop + " ran " + ENDLESS + " tasks while the clock stood still at " + clock.now()
                + "; some task seems to queue itself again without end.");
    }

    /** Runs nothing more: stages of what is queued, of timers and of unfinished asynchronous calls fail. Never waits. */
    @Override
    public void close() {
        loop.close(Duration.ZERO);
    }

    /** The loop's name and the clock's time. */
    @Override
    public String toString() {
        return "deterministic " + loop + ", " + clock;
    }
}
