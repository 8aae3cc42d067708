package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions by looking at them. */
final class Eventually {
    /** Longer than anything that is not a hang, on a slow machine that does other things too. */
    static final Duration LONG = Duration.ofSeconds(60);

    private static final long PAUSE_NANOS = 50_000;

    private Eventually() {}

    /** Returns when the condition holds; fails if it does not within {@link #LONG}. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + LONG + ": " + what);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted while waiting until " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Returns when the stage has ended, in whatever way. */
    static <F extends CompletableFuture<?>> F ended(F stage) {
        until(stage + " ends", stage::isDone);
        return stage;
    }
}
