package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The queue of an offload: many producers, many consumers, FIFO, unbounded (who may enter is decided before), lock-free.
 *
 * <p><b>For maintainers.</b> The array queue with fetch-and-add of Correia and Ramalhete ("FAAArrayQueue",
 * concurrencyfreaks.blogspot.com, 2016; the idea is that of Morrison and Afek's LCRQ, PPoPP 2013): a list of segments, in
 * each of which an index that only grows gives every producer and every consumer a slot of its own. A consumer that comes
 * to its slot before the producer spoils it, and the producer takes another one. A node per task would cost 24 bytes, a
 * slot costs 4.
 *
 * <p>Where we differ: a consumer looks at its slot before it asks for the producers' index, which is their cache line; and
 * slots of dead tasks (cancelled or helped) can be swept, since they may stand behind a task that never ends.
 */
final class OffloadQueue {
    private static final int SIZE = 256;
    private static final int SWEEP_AT = 64;

    /** Fills a slot that was consumed, spoiled or swept. */
    private static final Task TAKEN = new Nothing();

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Task[].class);
    private static final VarHandle PUT;
    private static final VarHandle TAKE;
    private static final VarHandle NEXT;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUT = lookup.findVarHandle(Puts.class, "put", int.class);
            TAKE = lookup.findVarHandle(Segment.class, "take", int.class);
            NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
            HEAD = lookup.findVarHandle(OffloadQueue.class, "head", Segment.class);
            TAIL = lookup.findVarHandle(OffloadQueue.class, "tail", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Any thread; may lag behind the last consumed and the last segment. */
    private volatile Segment head = new Segment();

    private volatile Segment tail = head;

    /** About how many dead tasks there are; too many rather than too few. */
    private final AtomicInteger dead = new AtomicInteger();

    /** Any thread. */
    void add(Task task) {
        while (true) {
            Segment last = tail;
            int index = (int) PUT.getAndAdd(last, 1);
            if (index < SIZE ? SLOT.compareAndSet(last.slots, index, null, task) : append(last, task)) {
                return;
            }
        }
    }

    private boolean append(Segment last, Task task) {
        boolean mine = false;
        if (last.next == null) {
            Segment fresh = new Segment();
            fresh.slots[0] = task;
            fresh.put = 1;
            mine = NEXT.compareAndSet(last, null, fresh);
        }
        TAIL.compareAndSet(this, last, last.next);
        return mine;
    }

    /** Any thread. The oldest task, dead ones included; null if there was none at some moment during the call. */
    @Nullable
    Task poll() {
        while (true) {
            Segment first = head;
            int look = first.take;
            if (look < SIZE) {
                if (SLOT.getAcquire(first.slots, look) == null && first.put <= look) {
                    return null;
                }
                int index = (int) TAKE.getAndAdd(first, 1);
                Task task = index < SIZE ? first.takeOut(index) : null;
                if (task != null) {
                    return task;
                }
            } else {
                Segment next = first.next;
                if (next == null) {
                    return null;
                }
                HEAD.compareAndSet(this, first, next);
            }
        }
    }

    /** Whether the first slot is filled; leaves the producers' index alone. */
    boolean hasNext() {
        Segment first = head;
        int look = first.take;
        return look < SIZE ? SLOT.getAcquire(first.slots, look) != null : first.next != null;
    }

    /** Whether {@link #poll} would give nothing. */
    boolean isEmpty() {
        for (Segment first = head; ; first = head) {
            int look = first.take;
            if (look < SIZE) {
                return first.put <= look;
            }
            Segment next = first.next;
            if (next == null) {
                return true;
            }
            HEAD.compareAndSet(this, first, next);
        }
    }

    /** A task has died in the queue. When the dead outnumber the living, they are swept; so each costs little. */
    void died(long living) {
        int now = dead.incrementAndGet();
        if (now > SWEEP_AT && now > living && dead.compareAndSet(now, 0)) {
            sweep();
        }
    }

    /** A dead task came out. */
    void buried() {
        dead.decrementAndGet();
    }

    /** One at a time, since of two neighbours that are unlinked at once the second would come back. */
    private synchronized void sweep() {
        Segment kept = null;
        for (Segment each = head; each != null; each = each.next) {
            boolean over = each.sweep();
            Segment next = each.next;
            if (kept != null && over && next != null) {
                kept.next = next; // threads that stand in it still find their way: it keeps its own next
            } else {
                kept = each;
            }
        }
    }

    /** The producers' index, before the consumers' by the padding between. */
    private abstract static class Puts extends Padding {
        volatile int put;
    }

    @SuppressWarnings("unused")
    private abstract static class Apart extends Puts {
        long p0;
        long p1;
        long p2;
        long p3;
        long p4;
        long p5;
        long p6;
    }

    private static final class Segment extends Apart {
        volatile int take;
        volatile @Nullable Segment next;
        final @Nullable Task[] slots = new Task[SIZE];

        /** Consumer of this index only; null if the slot is spoiled now, or was swept. */
        @Nullable
        Task takeOut(int index) {
            Task task = (Task) SLOT.getAcquire(slots, index);
            if (task == null) {
                task = (Task) SLOT.getAndSet(slots, index, TAKEN);
            } else {
                SLOT.setRelease(slots, index, TAKEN);
            }
            return task == TAKEN ? null : task;
        }

        /** Whether nothing is left, and nothing will come. */
        boolean sweep() {
            boolean over = put >= SIZE;
            for (int i = Math.min(take, SIZE); i < SIZE; i++) {
                Task task = (Task) SLOT.getAcquire(slots, i);
                if (task != null && task != TAKEN && task.state() != Task.QUEUED) {
                    SLOT.compareAndSet(slots, i, task, TAKEN);
                    task = TAKEN;
                }
                over &= task == TAKEN;
            }
            return over;
        }
    }
}
