package dev.bascule.jcstress;

import java.util.concurrent.atomic.AtomicInteger;

/** A barrier that is spun on, so that all leave it at nearly the same instant. Can be used again and again. */
public final class Meeting {
    private static final int SPINS = 1_000;

    private final int size;
    private final AtomicInteger arrived = new AtomicInteger();

    /** For so many threads. */
    public Meeting(int size) {
        this.size = size;
    }

    /** Returns when all are there. */
    public void attend() {
        int ticket = arrived.getAndIncrement();
        int wanted = ticket - ticket % size + size;
        for (int spins = 0; arrived.get() < wanted; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
