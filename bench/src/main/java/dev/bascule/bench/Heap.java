package dev.bascule.bench;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The live heap, and threads that have come to rest. For the serial collector, compacting always: exact. */
final class Heap {
    private static final int COLLECTIONS = 4;

    private Heap() {}

    static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Returns when all these threads wait. */
    static void settle(List<Thread> threads) {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                LockSupport.parkNanos(100_000);
            }
        }
    }
}
