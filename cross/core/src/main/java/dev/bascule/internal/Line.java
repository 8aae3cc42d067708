package dev.bascule.internal;

import org.jspecify.annotations.Nullable;

/**
 * The tasks that a loop has taken in but not run: held back by a nested wait, or due timers. In order of arrival, linked
 * through the tasks themselves. One line per loop: with a line per nested wait, an inner wait for what an outer one holds
 * back would hang. Used by the loop's thread only.
 */
final class Line {
    private @Nullable Task head;
    private @Nullable Task tail;
    private int size;
    private int version;

    void add(Task task) {
        task.setNext(null);
        if (tail == null) {
            head = task;
        } else {
            tail.setNext(task);
        }
        tail = task;
        size++;
        version++;
    }

    @Nullable
    Task poll() {
        Task first = head;
        if (first != null) {
            unlink(null, first);
        }
        return first;
    }

    /** Takes the oldest task that the wait may run out of order, or null. */
    @Nullable
    Task pollRelevant(Wait wait) {
        Task before = null;
        for (Task task = head; task != null; before = task, task = task.next()) {
            if (wait.isRelevant(task)) {
                unlink(before, task);
                return task;
            }
        }
        return null;
    }

    /** Takes the oldest task that bears no token, or that the waiting task itself has made, or null. */
    @Nullable
    Task pollUntokened(Wait wait) {
        Task before = null;
        for (Task task = head; task != null; before = task, task = task.next()) {
            if (task.isUntokened() || wait.isMadeByWaiter(task)) {
                unlink(before, task);
                return task;
            }
        }
        return null;
    }

    /** Changes with each addition. */
    int version() {
        return version;
    }

    int size() {
        return size;
    }

    private void unlink(@Nullable Task before, Task task) {
        Task after = task.next();
        if (before == null) {
            head = after;
        } else {
            before.setNext(after);
        }
        if (after == null) {
            tail = before;
        }
        task.setNext(null);
        size--;
    }
}
