package dev.bascule.inspect.cli.jfr;

import static java.util.Objects.requireNonNull;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Sighting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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

    /** What was seen at one place. */
    final class Place {
        private final boolean isKept;
        private @Nullable Evidence evidence;

        private Place(boolean isKept) {
            this.isKept = isKept;
        }

        /** Adds a call, of which the evidence has no stack yet. */
        void add(Evidence call) {
            if (isKept) {
                evidence = evidence == null ? call : evidence.and(call);
            } else {
                dropped++;
            }
        }
    }

    private final Map<Stack, Place> byStack = new LinkedHashMap<>();
    private final Place others = new Place(false);
    private long dropped;

    Place at(Stack stack) {
        return byStack.size() < MOST
                ? byStack.computeIfAbsent(stack, it -> new Place(true))
                : byStack.getOrDefault(stack, others);
    }

    /** How many were only counted. */
    long dropped() {
        return dropped;
    }

    /** Gives each place, and whether its stack was cut off, in the order in which they were seen. */
    void each(BiConsumer<Sighting, Boolean> reader) {
        byStack.forEach((stack, place) -> reader.accept(
                new Sighting(stack.frames(), withStack(requireNonNull(place.evidence), stack.frames())), stack.cut()));
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
