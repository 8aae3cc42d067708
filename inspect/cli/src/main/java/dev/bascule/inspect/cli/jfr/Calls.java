package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Sighting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Calls that blocked, counted by their stacks. Bounded: those at places beyond {@value #MOST} are only counted. */
final class Calls {
    private static final int MOST = 20_000;

    /**
     * Where a call was seen.
     *
     * @param frames the innermost first, which is what the event stands for
     * @param cut whether the outermost ones are missing
     */
    record Stack(List<Frame> frames, boolean cut) {}

    private final Map<Stack, Evidence> byStack = new LinkedHashMap<>();
    private long dropped;

    /** Adds a call; its evidence has no stack yet. */
    void add(Stack stack, Evidence evidence) {
        if (byStack.size() >= MOST && !byStack.containsKey(stack)) {
            dropped++;
        } else {
            byStack.merge(stack, evidence, Evidence::and);
        }
    }

    /** How many were only counted. */
    long dropped() {
        return dropped;
    }

    /** Gives each place, and whether its stack was cut off, in the order in which they were seen. */
    void each(BiConsumer<Sighting, Boolean> reader) {
        byStack.forEach((stack, evidence) ->
                reader.accept(new Sighting(stack.frames(), withStack(evidence, stack.frames())), stack.cut()));
    }

    private static Evidence withStack(Evidence evidence, List<Frame> frames) {
        return new Evidence(
                evidence.count(),
                evidence.totalNanos(),
                evidence.maxNanos(),
                evidence.firstSeen(),
                evidence.lastSeen(),
                evidence.threads(),
                frames.subList(1, frames.size()).stream().map(Frame::text).toList());
    }
}
