package dev.bascule.proof;

import java.util.function.Supplier;

/** A bounded wait for other threads, without sleeping. What it says is evaluated only when it is over. */
final class Patience {
    static volatile long limitMillis = Long.getLong("bascule.topology.patience.millis", 10_000);

    private final String what;
    private final long start = System.nanoTime();

    Patience(String what) {
        this.what = what;
    }

    boolean isOver(long millis) {
        return System.nanoTime() - start > millis * 1_000_000;
    }

    void spin(Supplier<String> state) {
        if (isOver(limitMillis)) {
            throw new AssertionError(what + ": " + state.get());
        }
        Thread.yield();
    }
}
