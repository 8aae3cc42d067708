package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue of tasks: many producers, one consumer, FIFO per producer.
 *
 * <p>A list of arrays, in each of which an index that only grows gives every producer a slot of its own: the producers' half
 * of the array queue of Correia and Ramalhete (see {@link SegmentedQueue}); that a lone consumer reads slot after slot,
 * without an index that others see, is as in JCTools' {@code MpscUnboundedXaddArrayQueue} (Azul/JCTools, 2018). Against a
 * list of nodes the consumer's reads do not hang on each other, and what one side writes for each task is no cache line
 * that the other side reads for each task. A producer that was stopped between index and slot hides what came after it;
 * {@link #poll} then waits for the slot, for a bounded number of spins, and yields after that.
 */
final class Inbox {
    private static final int FIRST_SIZE = 16;
    private static final int SIZE = 256;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Task[].class);
    private static final VarHandle PUT;
    private static final VarHandle NEXT;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUT = lookup.findVarHandle(Segment.class, "put", int.class);
            NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
            TAIL = lookup.findVarHandle(Inbox.class, "tail", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- consumer only --
    private final Cursor at = new PaddedCursor(new Segment(FIRST_SIZE));

    // -- any thread; may lag behind the last segment --
    private volatile Segment tail = at.head;

    /** Any thread. */
    void push(Task task) {
        while (true) {
            Segment last = tail;
            int index = (int) PUT.getAndAdd(last, 1);
            if (index < last.slots.length) {
                SLOT.setRelease(last.slots, index, task);
                return;
            }
            if (append(last, task)) {
                return;
            }
        }
    }

    private boolean append(Segment last, Task task) {
        boolean mine = false;
        if (last.next == null) {
            Segment fresh = new Segment(SIZE);
            fresh.slots[0] = task;
            fresh.put = 1;
            mine = NEXT.compareAndSet(last, null, fresh);
        }
        TAIL.compareAndSet(this, last, last.next);
        return mine;
    }

    /** Consumer only. The oldest task, or null. */
    @Nullable
    Task poll() {
        Cursor here = at;
        if (here.index == here.slots.length && !here.advance()) {
            return null;
        }
        Task task = here.peek();
        if (task == null) {
            if (here.head.put <= here.index) {
                return null;
            }
            task = here.await();
        }
        here.slots[here.index++] = null; // a task outlives its place, as a token; and the place must not keep it
        return task;
    }

    /**
     * Consumer only. Whether {@link #poll} would find a task at once; looks at the slot only, since reading the index would
     * take its cache line away from the producers. A task whose producer is between its two steps is not seen; that
     * producer has yet to ring.
     */
    boolean hasNext() {
        return at.index == at.slots.length ? at.head.next != null : at.peek() != null;
    }

    /** Consumer only; a false answer may be outdated. */
    boolean isEmpty() {
        return at.index == at.slots.length ? at.head.next == null : at.head.put <= at.index;
    }

    private static final class Segment {
        volatile int put;
        volatile @Nullable Segment next;
        final @Nullable Task[] slots;

        Segment(int size) {
            slots = new Task[size];
        }
    }

    /** Where the consumer is. Written for each task, so kept away from what the producers read. */
    private abstract static class Cursor extends Padding {
        Segment head;

        @Nullable
        Task[] slots;

        int index;

        Cursor(Segment first) {
            head = first;
            slots = first.slots;
        }

        boolean advance() {
            Segment next = head.next;
            if (next == null) {
                return false;
            }
            head = next;
            slots = next.slots;
            index = 0;
            return true;
        }

        @Nullable
        Task peek() {
            return (Task) SLOT.getAcquire(slots, index);
        }

        Task await() {
            for (int spins = 0; ; spins++) {
                Task task = peek();
                if (task != null) {
                    return task;
                }
                if (spins < 100) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }
    }

    @SuppressWarnings("unused")
    private static final class PaddedCursor extends Cursor {
        long after0;
        long after1;
        long after2;
        long after3;
        long after4;
        long after5;
        long after6;

        PaddedCursor(Segment first) {
            super(first);
        }
    }
}
