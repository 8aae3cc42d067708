package dev.bascule.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop, the earliest first; equal times in the order they were set. A 4-ary implicit heap: half as deep
 * as a binary one, and the four children lie side by side, with their times in an array of their own, so that one cache line decides. Each task knows its index, so that a cancelled one is removed
 * in O(log n). Used by the loop's thread only.
 */
final class TimerHeap {
    private static final ScheduledTask<?>[] EMPTY = {};

    private @Nullable ScheduledTask<?>[] heap = EMPTY;
    private long[] dues = {};
    private int size;
    private long added;

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
            dues = Arrays.copyOf(dues, heap.length);
        }
        task.sequence(added++);
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
            if (!isBefore(task, parent)) {
                break;
            }
            put(index, get(parent));
            index = parent;
        }
        put(index, task);
    }

    private void siftDown(int from, ScheduledTask<?> task) {
        int index = from;
        for (int child = 4 * index + 1; child < size; child = 4 * index + 1) {
            int least = child;
            for (int other = child + 1; other < Math.min(child + 4, size); other++) {
                if (dues[other] - dues[least] < 0 || (dues[other] == dues[least] && isBefore(get(other), least))) {
                    least = other;
                }
            }
            if (isBefore(task, least)) {
                break;
            }
            put(index, get(least));
            index = least;
        }
        put(index, task);
    }

    private void put(int index, ScheduledTask<?> task) {
        heap[index] = task;
        dues[index] = task.due();
        task.heapIndex(index);
    }

    @SuppressWarnings("NullAway") // below size there is no null
    private ScheduledTask<?> get(int index) {
        return heap[index];
    }

    /** Whether the task is due before the one at the index. */
    private boolean isBefore(ScheduledTask<?> task, int index) {
        long difference = task.due() - dues[index];
        return difference < 0
                || (difference == 0 && task.sequence() < get(index).sequence());
    }
}
