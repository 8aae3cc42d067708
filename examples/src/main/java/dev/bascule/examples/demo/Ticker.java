package dev.bascule.examples.demo;

import dev.bascule.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A callback that a loop should run every 10 ms, as a stand-in for everything else that the loop serves. */
final class Ticker {
    static final Duration PERIOD = Duration.ofMillis(10);
    private static final int WARM_UP_TICKS = 3;

    private final CountDownLatch warm = new CountDownLatch(WARM_UP_TICKS);

    // -- guarded by this --
    private long last = System.nanoTime();
    private long worst;

    private Ticker() {}

    /** A ticker that runs, on a loop that runs. */
    static Ticker on(PlainLoop loop) throws InterruptedException {
        Ticker ticker = new Ticker();
        loop.every(PERIOD, ticker::tick);
        ticker.begin();
        return ticker;
    }

    /** A ticker that runs, on a loop that runs. */
    static Ticker on(EventLoop loop) throws InterruptedException {
        Ticker ticker = new Ticker();
        loop.scheduleAtFixedRate(PERIOD, PERIOD, ticker::tick);
        ticker.begin();
        return ticker;
    }

    private void begin() throws InterruptedException {
        warm.await();
        synchronized (this) {
            last = System.nanoTime();
            worst = 0;
        }
    }

    private void tick() {
        warm.countDown();
        synchronized (this) {
            look();
            last = System.nanoTime();
        }
    }

    /** How late the worst tick was, also one that is still overdue. */
    synchronized double worstLagMillis() {
        look();
        return worst / 1e6;
    }

    private void look() {
        worst = Math.max(worst, System.nanoTime() - last - PERIOD.toNanos());
    }
}
