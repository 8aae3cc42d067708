package dev.bascule.inspect.agent;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * All that was seen, one for each distinct stack; a bounded number. A throwable is cheaper than a walker where stacks are
 * deep, but it has no types: so it is taken each time, and the walker once for each new stack.
 */
final class Sightings {
    /** About 20 MB, at depths of 100. */
    private static final int MOST = 10_000;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String OURS = Sightings.class.getPackageName() + ".";

    private final Natives natives;
    private final Implementers implementers;
    private final Map<List<StackTraceElement>, Sighting> all = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    Sightings(Natives natives, Implementers implementers) {
        this.natives = natives;
        this.implementers = implementers;
    }

    /** Called on the thread that was blocked. */
    void add(long nanos) {
        List<StackTraceElement> key = Arrays.stream(new Throwable().getStackTrace())
                .dropWhile(this::isOurs)
                .toList();
        Sighting known = all.get(key);
        if (known == null && all.size() >= MOST) {
            dropped.increment();
            return;
        }
        Sighting sighting = known != null ? known : all.computeIfAbsent(key, it -> new Sighting(walk()));
        sighting.add(Thread.currentThread().getName(), nanos);
    }

    private List<Frame> walk() {
        return WALKER.walk(frames -> frames.dropWhile(frame -> !HookClass.isIt(frame.getClassName()))
                .dropWhile(frame -> HookClass.isIt(frame.getClassName()) && !isNative(frame.getMethodName()))
                .map(frame -> Frame.of(frame, natives, implementers))
                .toList());
    }

    private boolean isNative(String hookMethod) {
        return natives.ownerOf(hookMethod) != null;
    }

    /** Of the way from the hook to here, nothing counts. */
    private boolean isOurs(StackTraceElement frame) {
        return frame.getClassName().startsWith(OURS)
                || (HookClass.isIt(frame.getClassName()) && !isNative(frame.getMethodName()));
    }

    Collection<Sighting> all() {
        return all.values();
    }

    /** Calls that were not kept, since there were too many places. */
    long dropped() {
        return dropped.sum();
    }
}
