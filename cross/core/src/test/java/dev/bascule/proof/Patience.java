package dev.bascule.proof;

import java.util.function.Supplier;

/** A bounded wait for other threads, without sleeping. What it says is evaluated only when it is over. */
final class Patience {
    private static final long LIMIT_NANOS = Long.getLong("bascule.topology.patience.millis", 10_000) * 1_000_000;

    private final String what;
    private final long start = System.nanoTime();

    Patience(String what) {
        this.what = what;
    }

    boolean isOver() {
        return System.nanoTime() - start > LIMIT_NANOS;
    }

    void spin(Supplier<String> state) {
        if (isOver()) {
            throw new AssertionError(what + ": " + state.get());
        }
        Thread.yield();
    }
}
