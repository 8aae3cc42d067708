package dev.bascule.sync;

import dev.bascule.internal.SegmentedQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The items of a queue, and whether there is room for one more.
 *
 * <p><b>For maintainers.</b> Producers count what they put and consumers what they took, each on a counter of their own, so
 * that they meet only when the buffer looks full: then the producers read the consumers' count anew. A place is reserved
 * before the item is stored, by the CAS that also refuses it once the buffer is closed; so when it is closed the number of
 * items still to come is known, and the end is where as many have been taken.
 */
final class ItemBuffer<T> {
    private static final long CLOSED = Long.MIN_VALUE;
    private static final int LEAST_SEGMENT = 16;
    private static final int MOST_SEGMENT = 256;
    private static final VarHandle PUTS;
    private static final VarHandle TAKES;
    private static final VarHandle SEEN;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PUTS = lookup.findVarHandle(ItemBuffer.class, "puts", long.class);
            TAKES = lookup.findVarHandle(ItemBuffer.class, "takes", long.class);
            SEEN = lookup.findVarHandle(ItemBuffer.class, "seenTakes", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final int capacity;
    private final SegmentedQueue<T> items;

    // -- producers: how many places were reserved, with the sign of CLOSED; and what they know of the consumers --
    private volatile long puts;

    @SuppressWarnings("unused") // through SEEN
    private long seenTakes;

    // -- consumers: how many items have left --
    private volatile long takes;

    ItemBuffer(int capacity) {
        this.capacity = capacity;
        int segment = Integer.highestOneBit(Math.max(1, capacity));
        items = new SegmentedQueue<>(Math.max(LEAST_SEGMENT, Math.min(MOST_SEGMENT, segment)));
    }

    /** Puts the item if there is room; never after {@link #close}, unless it was in line before. */
    boolean offer(T item, boolean evenIfClosed) {
        if (!reserve(evenIfClosed)) {
            return false;
        }
        items.add(item);
        return true;
    }

    private boolean reserve(boolean evenIfClosed) {
        while (true) {
            long now = puts;
            if ((now < 0 && !evenIfClosed) || !hasRoom(now & ~CLOSED)) {
                return false;
            }
            if (PUTS.compareAndSet(this, now, now + 1)) {
                return true;
            }
        }
    }

    private boolean hasRoom(long count) {
        if (count - (long) SEEN.getOpaque(this) < capacity) {
            return true;
        }
        long fresh = takes;
        SEEN.setOpaque(this, fresh);
        return count - fresh < capacity;
    }

    /** Whether there is room for one more. */
    boolean hasRoom() {
        return (puts & ~CLOSED) - takes < capacity;
    }

    /** Takes the oldest item; null if there is none, or none yet. */
    @Nullable
    T poll() {
        T item = items.poll();
        if (item != null) {
            TAKES.getAndAdd(this, 1L);
        }
        return item;
    }

    /** The oldest item, which may be gone when this returns. */
    @Nullable
    T peek() {
        return items.cursor().next();
    }

    SegmentedQueue<T>.Cursor cursor() {
        return items.cursor();
    }

    /** Removes what the cursor gave last; whether it was still there. */
    boolean remove(SegmentedQueue<T>.Cursor cursor) {
        boolean mine = cursor.remove();
        if (mine) {
            TAKES.getAndAdd(this, 1L);
        }
        return mine;
    }

    /** Frees what removed items left behind. */
    void compact() {
        Predicate<T> nothing = item -> false;
        items.sweep(nothing);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** How many items there are, those on their way included. */
    int size() {
        long taken = takes;
        return (int) Math.max(0, Math.min(capacity, (puts & ~CLOSED) - taken));
    }

    /** No more places are given; whether this was the first call. */
    boolean close() {
        return (long) PUTS.getAndBitwiseOr(this, CLOSED) >= 0;
    }

    boolean isClosed() {
        return puts < 0;
    }

    /** Whether it is closed and all that was put has left. */
    boolean isDrained() {
        long now = puts;
        return now < 0 && (now & ~CLOSED) == takes;
    }
}
