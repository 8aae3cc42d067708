package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue of many producers and many consumers, FIFO, unbounded (who may enter is decided before), lock-free.
 *
 * <p><b>For maintainers.</b> The array queue with fetch-and-add of Correia and Ramalhete ("FAAArrayQueue",
 * concurrencyfreaks.blogspot.com, 2016; the idea is that of Morrison and Afek's LCRQ, PPoPP 2013): a list of segments, in
 * each of which an index that only grows gives every producer and every consumer a slot of its own. A consumer that comes
 * to its slot before the producer spoils it, and the producer takes another one. A node per item would cost 24 bytes, a
 * slot costs 4.
 *
 * <p>Where we differ: a consumer looks at its slot before it asks for the producers' index, which is their cache line;
 * items can be removed out of their order ({@link Cursor}, {@link #sweep}), since they may stand behind one that is never
 * taken. Slots are read as volatiles: those who add or take look afterwards whether somebody sleeps, and the two must not
 * miss each other.
 */
public class SegmentedQueue<E> {
    /** Fills a slot that was consumed, spoiled or removed. */
    private static final Object TAKEN = new Object();

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
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
            HEAD = lookup.findVarHandle(SegmentedQueue.class, "head", Segment.class);
            TAIL = lookup.findVarHandle(SegmentedQueue.class, "tail", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int size;

    /** Any thread; may lag behind the last consumed and the last segment. */
    private volatile Segment head;

    private volatile Segment tail;

    /** A queue whose segments have so many slots. */
    public SegmentedQueue(int segmentSize) {
        size = segmentSize;
        head = new Segment(segmentSize);
        tail = head;
    }

    /** Any thread. */
    public final void add(E item) {
        while (true) {
            Segment last = tail;
            int index = (int) PUT.getAndAdd(last, 1);
            if (index < size ? SLOT.compareAndSet(last.slots, index, null, item) : append(last, item)) {
                return;
            }
        }
    }

    private boolean append(Segment last, E item) {
        boolean mine = false;
        if (last.next == null) {
            Segment fresh = new Segment(size);
            fresh.slots[0] = item;
            fresh.put = 1;
            mine = NEXT.compareAndSet(last, null, fresh);
        }
        TAIL.compareAndSet(this, last, last.next);
        return mine;
    }

    /** Any thread. The oldest item; null if there was none at some moment during the call. */
    @SuppressWarnings("unchecked") // a slot holds what add put there, or TAKEN, which takeOut keeps back
    public final @Nullable E poll() {
        while (true) {
            Segment first = head;
            int look = first.take;
            if (look < size) {
                if (SLOT.getVolatile(first.slots, look) == null && first.put <= look) {
                    return null;
                }
                int index = (int) TAKE.getAndAdd(first, 1);
                Object item = index < size ? first.takeOut(index) : null;
                if (item != null) {
                    return (E) item;
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
    public final boolean hasNext() {
        Segment first = head;
        int look = first.take;
        return look < size ? SLOT.getVolatile(first.slots, look) != null : first.next != null;
    }

    /** Whether {@link #poll} would give nothing. */
    public final boolean isEmpty() {
        for (Segment first = head; ; first = head) {
            int look = first.take;
            if (look < size) {
                return first.put <= look;
            }
            Segment next = first.next;
            if (next == null) {
                return true;
            }
            HEAD.compareAndSet(this, first, next);
        }
    }

    /** The items of the moment in their order; those that come or go meanwhile may be missed. */
    public final Cursor cursor() {
        return new Cursor();
    }

    /**
     * Removes what matches, and frees segments that have nothing left. One at a time, since of two neighbours that are
     * unlinked at once the second would come back.
     */
    public final synchronized void sweep(Predicate<? super E> dead) {
        Segment kept = null;
        for (Segment each = head; each != null; each = each.next) {
            boolean over = sweep(each, dead);
            Segment next = each.next;
            if (kept != null && over && next != null) {
                kept.next = next; // threads that stand in it still find their way: it keeps its own next
            } else {
                kept = each;
            }
        }
    }

    /** Whether nothing is left, and nothing will come. */
    @SuppressWarnings("unchecked")
    private boolean sweep(Segment segment, Predicate<? super E> dead) {
        boolean over = segment.put >= size;
        for (int i = Math.min(segment.take, size); i < size; i++) {
            Object item = SLOT.getAcquire(segment.slots, i);
            if (item != null && item != TAKEN && dead.test((E) item)) {
                SLOT.compareAndSet(segment.slots, i, item, TAKEN);
                item = TAKEN;
            }
            over &= item == TAKEN;
        }
        return over;
    }

    /** Goes from item to item. For one thread. */
    public final class Cursor {
        private @Nullable Segment segment = head;
        private int index = Math.min(head.take, size) - 1;
        private @Nullable Object current;

        /** The next item, or null at the end. */
        @SuppressWarnings("unchecked")
        public @Nullable E next() {
            while (segment != null) {
                while (++index < size) {
                    Object item = SLOT.getVolatile(segment.slots, index);
                    if (item == null && index >= segment.put) {
                        index--;
                        return null;
                    }
                    if (item != null && item != TAKEN) {
                        current = item;
                        return (E) item;
                    }
                }
                segment = segment.next;
                index = -1;
            }
            return null;
        }

        /** Stands where the other one stands. */
        public void moveTo(Cursor other) {
            segment = other.segment;
            index = other.index;
            current = other.current;
        }

        /** Removes the item last given; false if somebody took it meanwhile. */
        public boolean remove() {
            Segment at = segment;
            return at != null && SLOT.compareAndSet(at.slots, index, current, TAKEN);
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
        final @Nullable Object[] slots;

        Segment(int size) {
            slots = new Object[size];
        }

        /** Consumer of this index only; null if the slot is spoiled now, or the item was removed. */
        @Nullable
        Object takeOut(int index) {
            Object item = SLOT.getAndSet(slots, index, TAKEN);
            return item == TAKEN ? null : item;
        }
    }
}
