package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sees, by looking at watched threads again and again, what no hook can tell at its end: calls that have not come back, or that
 * began before the agent came, and monitors that are held by others. What lasted for less than the time between two looks is
 * not seen so. One thread.
 */
final class Stays {
    /** A call that has not come back is told from then on, though it is not over. */
    private static final long PATIENCE_NANOS = 100_000_000;

    private static final Frame MONITOR =
            new Frame("java.lang.Object", "synchronized", "()V", null, 0, Set.of("java.lang.Object"));

    private final Journal journal;
    private final Frames frames;
    private final Sightings sightings;
    private final Function<String, @Nullable Class<?>> classes;
    private final Map<Thread, Stay> stays = new WeakHashMap<>();
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
        private final long began;
        private int site = -1;
        private long told;

        Stay(What what, long began) {
            this.what = what;
            this.began = began;
        }
    }

    Stays(Journal journal, Frames frames, Sightings sightings, Function<String, @Nullable Class<?>> classes) {
        this.journal = journal;
        this.frames = frames;
        this.sightings = sightings;
        this.classes = classes;
    }

    /** Looks at a thread and its record. */
    void look(Thread thread, long[] record) {
        Stay before = stays.get(thread);
        Stay now = stay(thread, record, before);
        if (now != before) {
            end(before);
            stays.put(thread, now);
        }
        if (now != null) {
            tell(thread, now);
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
        boolean goesOn = before != null && before.what == what && (!inCall || before.began == record[Hook.BEGAN]);
        return goesOn ? before : new Stay(what, inCall ? record[Hook.BEGAN] : System.nanoTime());
    }

    private void tell(Thread thread, Stay stay) {
        long lasted = System.nanoTime() - stay.began;
        if (lasted < (stay.what == What.MONITOR ? 1 : PATIENCE_NANOS)) {
            return;
        }
        if (stay.site >= 0) {
            journal.more(stay.site, lasted - stay.told, lasted);
        } else if (stay.told == 0) {
            stay.site = site(thread, stay.what);
            if (stay.site >= 0) {
                journal.add(stay.site, thread.getName(), lasted);
            }
        }
        stay.told = lasted;
    }

    private int site(Thread thread, What what) {
        List<Frame> stack = new ArrayList<>(frames.of(thread, classes));
        if (stack.isEmpty()) {
            return -1;
        }
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
