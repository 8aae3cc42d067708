package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many calls an offload has taken and how many have left it; so also whether it may take one more.
 *
 * <p><b>For maintainers.</b> Producers count up {@link #accepted} by CAS, and only as long as it is below {@link #limit}: the
 * capacity and all that has left. What left is counted apart, striped over the workers, and summed only when the limit
 * that was known last is reached (as a ring buffer's producer caches the consumer's index). Since both only grow, the bound
 * is exact: a sum read late is too small at worst, so it never lets one in too many; and a refusal read the count of
 * accepted calls first, so at that moment the offload was full.
 */
final class OffloadCounts {
    /** No place. */
    static final long FULL = -1;

    private static final VarHandle ACCEPTED;

    static {
        try {
            ACCEPTED = MethodHandles.lookup().findVarHandle(OffloadCounts.class, "accepted", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    private final long capacity;

    // -- written by producers, read by any thread --
    private volatile long accepted;

    /** At most the capacity and what has left; raced for, since a smaller one only means to look again. */
    private volatile long limit;

    // -- any thread --
    /** Calls that ended in a worker's turn. */
    private final LongAdder ran = new LongAdder();

    /** Calls that left the queue otherwise: cancelled, helped, refused by a closer. */
    private final LongAdder dropped = new LongAdder();

    private final LongAdder helped = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder abandoned = new LongAdder();
    private final LongAccumulator longestWait = new LongAccumulator(Math::max, 0);

    OffloadCounts(long capacity) {
        this.capacity = capacity;
        this.limit = capacity;
    }

    /** Takes a place for a call, and gives its number; or {@link #FULL}. */
    long tryAccept() {
        while (true) {
            long number = accepted;
            if (number >= limit) {
                long now = capacity + left();
                if (number >= now) {
                    return FULL;
                }
                limit = now;
            }
            if (ACCEPTED.compareAndSet(this, number, number + 1)) {
                return number;
            }
        }
    }

    private long left() {
        return ran.sum() + dropped.sum();
    }

    /** Calls that are queued or run; 0 means that at some moment during the call there was none. */
    long present() {
        long left = left(); // first: what is accepted meanwhile makes it too many, never too few
        return Math.min(capacity, accepted - left);
    }

    void ran() {
        ran.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void helped() {
        helped.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void abandoned() {
        abandoned.increment();
    }

    void waited(long nanos) {
        longestWait.accumulate(nanos);
    }

    long completedSum() {
        return ran.sum() + helped.sum();
    }

    long rejectedSum() {
        return rejected.sum();
    }

    long abandonedSum() {
        return abandoned.sum();
    }

    long longestWaitNanos() {
        return longestWait.get();
    }
}
