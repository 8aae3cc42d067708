package dev.bascule.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** The queue of an offload, in which tasks can die: those that were cancelled or helped are swept when they are many. */
final class OffloadQueue extends SegmentedQueue<Task> {
    private static final int SEGMENT = 256;
    private static final int SWEEP_AT = 64;

    /** About how many dead tasks there are; too many rather than too few. */
    private final AtomicInteger dead = new AtomicInteger();

    OffloadQueue() {
        super(SEGMENT);
    }

    /** A task has died in the queue. When the dead outnumber the living, they are swept; so each costs little. */
    void died(long living) {
        int now = dead.incrementAndGet();
        if (now > SWEEP_AT && now > living && dead.compareAndSet(now, 0)) {
            sweep(task -> task.state() != Task.QUEUED);
        }
    }

    /** A dead task came out. */
    void buried() {
        dead.decrementAndGet();
    }
}
