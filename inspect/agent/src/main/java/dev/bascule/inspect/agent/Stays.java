package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import dev.bascule.inspect.agent.hang.ThreadNames;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sees, by looking at watched threads again and again, what no hook can tell at its end: calls that have not come back, or that
 * began before the agent came, and monitors that are held by others. What lasted for less than the time between two looks is
 * not seen so. One thread.
 */
final class Stays {
    /** A call, or wait, that has not come back is told from then on, though it is not over. */
    private static final long PATIENCE_NANOS = 100_000_000;

    /** Classes are looked for once in a second. */
    private static final long FOUND_NANOS = 2_000_000_000;

    private static final Frame MONITOR =
            new Frame("java.lang.Object", "synchronized", "()V", null, 0, Set.of("java.lang.Object"));

    private final Journal journal;
    private final Frames frames;
    private final Sightings sightings;
    private final Function<String, @Nullable Class<?>> classes;
    private final Predicate<Frame> isAdvised;
    private final ByThread<Stay> stays = new ByThread<>();
    private final Map<List<Frame>, Integer> sites = new HashMap<>();

    /** What a thread was seen to be in. */
    private enum What {
        /** In a call that the hook counts when it ends. */
        CALL,
        MONITOR,
        /** Waits, in a call that began before the hook was there. */
        WAIT
    }

    /** One stay; the beginning in nanoseconds. */
    private static final class Stay {
        private final What what;

        /** No other stay of the thread has it. */
        private final long number;

        private final long began;
        private int site = -1;
        private long told;

        Stay(What what, long number, long began) {
            this.what = what;
            this.number = number;
            this.began = began;
        }
    }

    Stays(
            Journal journal,
            Frames frames,
            Sightings sightings,
            Function<String, @Nullable Class<?>> classes,
            Predicate<Frame> isAdvised) {
        this.isAdvised = isAdvised;
        this.journal = journal;
        this.frames = frames;
        this.sightings = sightings;
        this.classes = classes;
    }

    /** Looks at all threads that are watched, and their records. */
    void look(List<Map.Entry<Thread, long[]>> watched) {
        watched.forEach(each -> look(each.getKey(), each.getValue()));
        stays.removeIf((thread, stay) -> {
            boolean hasEnded = !thread.isAlive();
            if (hasEnded) {
                end(stay);
            }
            return hasEnded;
        });
    }

    private void look(Thread thread, long[] record) {
        Stay before = stays.get(thread);
        Stay now = stay(thread, record, before);
        if (now != before) {
            end(before);
            stays.remove(thread);
        }
        if (now != null) {
            stays.put(thread, now);
            tell(thread, now, record);
        }
    }

    private static @Nullable Stay stay(Thread thread, long[] record, @Nullable Stay before) {
        Thread.State state = thread.getState();
        boolean inCall = record[Hook.DEPTH] > 0 && record[Hook.HARMLESS] == 0;
        What what = inCall
                ? What.CALL
                : switch (state) {
                    case BLOCKED -> What.MONITOR;
                    case WAITING, TIMED_WAITING -> What.WAIT;
                    default -> null;
                };
        if (what == null) {
            return null;
        }
        long number = inCall ? record[Hook.BEGAN] : numberOf(thread, what);
        boolean goesOn = before != null && before.what == what && before.number == number;
        return goesOn ? before : new Stay(what, number, inCall ? number : System.nanoTime());
    }

    /** Which of the thread's waits, or entries of a monitor, this is: two looks may meet two of them. */
    private static long numberOf(Thread thread, What what) {
        try {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
            return info == null ? -1 : what == What.MONITOR ? info.getBlockedCount() : info.getWaitedCount();
        } catch (NoClassDefFoundError withoutManagement) {
            return -1;
        }
    }

    private void tell(Thread thread, Stay stay, long[] record) {
        long lasted = System.nanoTime() - stay.began;
        if (lasted < (stay.what == What.MONITOR ? 1 : PATIENCE_NANOS)) {
            return;
        }
        if (stay.site >= 0) {
            journal.more(stay.site, lasted - stay.told, lasted);
            stay.told = lasted;
        } else if (stay.told == 0) {
            tellFirst(thread, stay, record, lasted);
        }
    }

    /** Not before its classes are known; and not a call that has ended, where the stack was too full to say so. */
    private void tellFirst(Thread thread, Stay stay, long[] record, long lasted) {
        List<Frame> stack = frames.of(thread, classes);
        if (lasted < FOUND_NANOS && !stack.stream().allMatch(Stays::isFound)) {
            return;
        }
        boolean isOver =
                stay.what == What.CALL && !stack.isEmpty() && stack.stream().noneMatch(isAdvised);
        if (isOver && record[Hook.BEGAN] == stay.number) {
            record[Hook.DEPTH] = 0;
            return;
        }
        stay.site = stack.isEmpty() ? -1 : site(stack, stay.what);
        if (stay.site >= 0) {
            journal.add(stay.site, ThreadNames.of(thread), lasted);
        }
        stay.told = lasted;
    }

    /** Any other class is at least an object, too. */
    private static boolean isFound(Frame frame) {
        return frame.types().size() > 1 || frame.className().equals("java.lang.Object");
    }

    private int site(List<Frame> seen, What what) {
        List<Frame> stack = new ArrayList<>(seen);
        if (what == What.MONITOR) {
            stack.add(0, MONITOR);
        }
        Integer known = sites.get(stack);
        return known != null ? known : newSite(stack);
    }

    /** What there is no room for is not remembered here either. */
    private int newSite(List<Frame> stack) {
        int site = journal.site(stack);
        if (site >= 0) {
            sites.put(stack, site);
            sightings.nameLater(stack);
        }
        return site;
    }

    /** The hook has counted it by now. */
    private void end(@Nullable Stay stay) {
        if (stay != null && stay.what == What.CALL && stay.site >= 0) {
            journal.forget(stay.site, stay.told);
        }
    }
}
