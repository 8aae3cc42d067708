package dev.bascule.testkit;

import dev.bascule.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. For a loop whose timers shall run one by one while the clock moves,
 * use {@link DeterministicLoop}, which has one.
 *
 * {@snippet :
 * ManualClock clock = new ManualClock();
 * try (EventLoop loop = EventLoop.open(c -> c.withName("test").withTimeSource(clock))) {
 *     CompletableFuture<String> late = loop.schedule(Duration.ofHours(1), () -> "rang");
 *     clock.advance(Duration.ofHours(1));
 *     assertThat(Bridge.await(late)).isEqualTo("rang");
 * }
 * }
 *
 * <p><b>States.</b> Only the time that it shows: 0 at first, and never less than before.
 *
 * <p><b>Threads.</b> Any thread may read it, move it, or add a listener. Listeners run on the thread that moves the
 * clock.
 *
 * <p><b>Blocking.</b> Nothing waits, except as long as the listeners take.
 *
 * <p><b>Interruption and cancellation.</b> Interrupts are neither looked at nor cleared.
 *
 * <p><b>Ordering.</b> The new time can be read before the first listener is told; listeners are told in the order in
 * which they were added. When two threads move the clock at once, both jumps count, and a listener may see both in the
 * first call.
 *
 * <p><b>Memory consistency effects.</b> What a thread did before it moved the clock happens-before another thread reads
 * the new time.
 *
 * <p><b>Exceptions.</b> An exception of a listener reaches the caller of {@link #advance}; the time has moved then, and
 * later listeners are not told.
 */
public final class ManualClock implements TimeSource {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** A clock that shows 0. */
    public ManualClock() {}

    /**
     * Moves the clock, then tells the listeners. A jump of zero tells them too.
     *
     * @throws IllegalArgumentException if {@code by} is negative
     * @throws ArithmeticException if the clock would pass 292 years; it has not moved then
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by must be >= 0, was " + by);
        }
        long jump = by.toNanos();
        nanos.updateAndGet(now -> Math.addExact(now, jump));
        listeners.forEach(Runnable::run);
    }

    /** How far the clock has been moved since it was made. */
    public Duration now() {
        return Duration.ofNanos(nanos.get());
    }

    /** The same in nanoseconds. */
    @Override
    public long nanoTime() {
        return nanos.get();
    }

    /** Adds a listener, for as long as the clock lives. */
    @Override
    public void onJump(Runnable listener) {
        listeners.add(listener);
    }

    /** The time that it shows. */
    @Override
    public String toString() {
        return "manual clock at " + now();
    }
}
