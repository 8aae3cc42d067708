package dev.bascule.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop, the earliest first; equal times in the order they were set. A 4-ary implicit heap: half as deep
 * as a binary one, and the four children lie side by side. Each task knows its index, so that a cancelled one is removed
 * in O(log n). Used by the loop's thread only.
 */
final class TimerHeap {
    private static final ScheduledTask<?>[] EMPTY = {};

    private @Nullable ScheduledTask<?>[] heap = EMPTY;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    ScheduledTask<?> peek() {
        return size == 0 ? null : heap[0];
    }

    void add(ScheduledTask<?> task) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, Math.max(16, size * 2));
        }
        siftUp(size++, task);
    }

    @Nullable
    ScheduledTask<?> poll() {
        ScheduledTask<?> first = peek();
        if (first != null) {
            removeAt(0);
        }
        return first;
    }

    void remove(ScheduledTask<?> task) {
        if (task.isInHeap()) {
            removeAt(task.heapIndex());
        }
    }

    private void removeAt(int index) {
        ScheduledTask<?> removed = get(index);
        ScheduledTask<?> last = get(--size);
        heap[size] = null;
        removed.heapIndex(-1);
        if (last != removed) {
            siftDown(index, last);
            if (heap[index] == last) {
                siftUp(index, last);
            }
        }
    }

    private void siftUp(int from, ScheduledTask<?> task) {
        int index = from;
        while (index > 0) {
            int parent = (index - 1) >> 2;
            ScheduledTask<?> above = get(parent);
            if (!before(task, above)) {
                break;
            }
            put(index, above);
            index = parent;
        }
        put(index, task);
    }

    private void siftDown(int from, ScheduledTask<?> task) {
        int index = from;
        for (int child = 4 * index + 1; child < size; child = 4 * index + 1) {
            int least = child;
            for (int other = child + 1; other < Math.min(child + 4, size); other++) {
                if (before(get(other), get(least))) {
                    least = other;
                }
            }
            if (!before(get(least), task)) {
                break;
            }
            put(index, get(least));
            index = least;
        }
        put(index, task);
    }

    private void put(int index, ScheduledTask<?> task) {
        heap[index] = task;
        task.heapIndex(index);
    }

    @SuppressWarnings("NullAway") // below size there is no null
    private ScheduledTask<?> get(int index) {
        return heap[index];
    }

    private static boolean before(ScheduledTask<?> one, ScheduledTask<?> other) {
        long difference = one.due() - other.due();
        return difference < 0 || (difference == 0 && one.sequence() < other.sequence());
    }
}
