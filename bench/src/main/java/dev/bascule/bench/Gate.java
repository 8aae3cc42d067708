package dev.bascule.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The thread that made it waits here until so many things are done. Bounds a producer: a batch, then a wait. */
final class Gate {
    private final AtomicInteger left;
    private final Thread waiter = Thread.currentThread();

    Gate(int count) {
        left = new AtomicInteger(count);
    }

    void done() {
        if (left.decrementAndGet() == 0) {
            LockSupport.unpark(waiter);
        }
    }

    void await() {
        while (left.get() > 0) {
            LockSupport.park(this);
        }
    }
}
