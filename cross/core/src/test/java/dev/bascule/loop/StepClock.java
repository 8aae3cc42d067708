package dev.bascule.loop;

import dev.bascule.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
public final class StepClock implements TimeSource {
    private final AtomicLong now = new AtomicLong(42);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public void onJump(Runnable listener) {
        listeners.add(listener);
    }

    /** Moves the clock on and tells those who wait for it. */
    public void advance(Duration by) {
        now.addAndGet(by.toNanos());
        listeners.forEach(Runnable::run);
    }
}
