package dev.bascule.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a loop still has to do: the inbox that any thread fills, and the line and the timers that only the driving thread
 * touches (or whoever has taken the loop from it, see {@link LoopCloser}).
 */
final class LoopQueues {
    /** A busy loop looks at the clock only now and then. */
    private static final int TIMER_CHECK_MASK = 63;

    private final LoopCore loop;

    // -- any thread --
    private final Inbox inbox = new Inbox();

    // -- driving thread only --
    private final Line line = new Line();
    private final TimerHeap timers = new TimerHeap();
    private int ticks;

    LoopQueues(LoopCore loop) {
        this.loop = loop;
    }

    /** Any thread. */
    void push(Task task) {
        inbox.push(task);
    }

    boolean hasArrivals() {
        return inbox.hasNext();
    }

    /**
     * The same for a driver that is about to park: asks for the producers' index, which they write before they look at the
     * bell; the slot they fill without a fence, so it may be seen late.
     */
    boolean hasPushed() {
        return !inbox.isEmpty();
    }

    /** Whether nothing is ready; timers that are not due do not count. */
    boolean isEmpty() {
        return inbox.isEmpty() && line.size() == 0;
    }

    void addTimer(ScheduledTask<?> task) {
        timers.add(task);
    }

    void removeTimer(ScheduledTask<?> task) {
        timers.remove(task);
    }

    int heldSize() {
        return line.size();
    }

    @Nullable
    Task pollHeld() {
        return line.poll();
    }

    @Nullable
    Task pollUntokened(Wait wait) {
        return line.pollUntokened(wait);
    }

    /** Nanoseconds until the next timer, 0 or less if it is due; Long.MAX_VALUE if there is none. */
    long untilNextTimer() {
        for (Task task = takeFromInbox(); task != null; task = takeFromInbox()) {
            line.add(task); // the line runs before the inbox, so that nothing changes its place
        }
        ScheduledTask<?> first = timers.peek();
        return first == null ? Long.MAX_VALUE : first.due() - loop.now();
    }

    /** Everything, also timers that are not due. */
    List<Task> takeAll() {
        List<Task> all = new ArrayList<>();
        take(line::poll, all);
        take(inbox::poll, all);
        take(timers::poll, all);
        return all;
    }

    private static void take(Supplier<? extends @Nullable Task> queue, List<Task> to) {
        for (Task task = queue.get(); task != null; task = queue.get()) {
            to.add(task);
        }
    }

    /** The next task for a loop that does not wait in between. */
    @Nullable
    Task next() {
        if (timers.size() > 0 && ((++ticks & TIMER_CHECK_MASK) == 0 || !inbox.hasNext())) {
            lineUpDueTimers();
        }
        Task first = line.poll();
        if (first == null) {
            first = takeFromInbox();
        }
        if (first == null && timers.size() > 0) { // one that has just come out of the inbox may be due
            lineUpDueTimers();
            first = line.poll();
        }
        return first;
    }

    /** What a nested wait may run. The line is looked through again only if it or the wait's tokens have changed. */
    @Nullable
    Task nextFor(Wait wait) {
        lineUpDueTimers();
        Task relevant = wait.hasSeen(line) ? null : line.pollRelevant(wait);
        while (relevant == null) {
            Task task = takeFromInbox();
            if (task == null) {
                wait.sawAll(line);
                return null;
            }
            if (wait.isRelevant(task)) {
                return task;
            }
            line.add(task);
        }
        return relevant;
    }

    /** The next task that is ready; timers that arrive go to the heap. */
    private @Nullable Task takeFromInbox() {
        while (true) {
            Task task = inbox.poll();
            if (task instanceof ScheduledTask<?> timer) {
                if (timer.state() == Task.QUEUED) {
                    timers.add(timer);
                }
            } else if (task instanceof TimerRemoval removal) {
                timers.remove(removal.timer);
            } else {
                return task;
            }
        }
    }

    void lineUpDueTimers() {
        ScheduledTask<?> first = timers.peek();
        if (first == null) {
            return;
        }
        long now = loop.now();
        while (first != null && first.due() - now <= 0) {
            timers.poll();
            line.add(first);
            first = timers.peek();
        }
    }

    long nanosToNextTimer() {
        ScheduledTask<?> first = timers.peek();
        return first == null ? Long.MAX_VALUE : Math.max(1, first.due() - loop.now());
    }

    /** Tells the driving thread to free the place of a cancelled timer. */
    static final class TimerRemoval extends Nothing {
        private final ScheduledTask<?> timer;

        TimerRemoval(ScheduledTask<?> timer) {
            this.timer = timer;
        }
    }
}
