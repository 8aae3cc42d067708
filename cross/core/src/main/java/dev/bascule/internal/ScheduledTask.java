package dev.bascule.internal;

import java.util.concurrent.Callable;

/** A call that a loop runs at a time, once or at a rate. The loop's thread owns all its fields once it is scheduled. */
final class ScheduledTask<T> extends CallTask<T, T> {
    private static final int NOT_IN_HEAP = -1;

    private final LoopCore loop;
    private final Callable<T> repeated;
    private final long period;
    private long sequence;
    private long due;
    private int heapIndex = NOT_IN_HEAP;

    /** A period of 0 means once. */
    ScheduledTask(LoopCore loop, Callable<T> work, long due, long period) {
        super(loop, work);
        this.loop = loop;
        this.repeated = work;
        this.due = due;
        this.period = period;
    }

    @Override
    void body(Ambient ambient) {
        if (hasEnded()) {
            return; // cancelled between two ticks
        }
        try {
            T value = period == 0 ? perform() : performAgain(repeated);
            if (period == 0) {
                finish(value);
            }
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    /** Whether the task shall run again; sets the next time. Ticks that are already over are merged into one. */
    boolean advance(long now) {
        if (period == 0 || hasEnded()) {
            return false;
        }
        long late = now - due;
        due += late < period ? period : period * (late / period + 1);
        return true;
    }

    /** A timer lives no longer than its loop: that closing ends it is no failure that somebody missed. */
    @Override
    void refuse(RuntimeException reason) {
        GuardedFuture<T> ticks = state() == OVER ? openStage() : null; // else it never was on the loop
        super.refuse(reason);
        if (ticks != null) {
            ticks.observe();
        }
    }

    @Override
    void dropped() {
        loop.forget(this);
    }

    long due() {
        return due;
    }

    /** The order among timers that are due at the same time: that in which they arrived. */
    long sequence() {
        return sequence;
    }

    void sequence(long number) {
        sequence = number;
    }

    boolean isInHeap() {
        return heapIndex != NOT_IN_HEAP;
    }

    int heapIndex() {
        return heapIndex;
    }

    void heapIndex(int index) {
        heapIndex = index;
    }
}
