package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What is known of a publisher or stage.
 *
 * @param effects what it has run, once somebody subscribes
 * @param emission the thread on which its values come
 */
record Flowed(List<Effect> effects, RunsOn emission) {
    static final Flowed UNKNOWN = new Flowed(List.of(), RunsOn.UNKNOWN);

    /** One of several: its values come where all of them do, if that is the same. */
    Flowed or(Flowed other) {
        if (this == UNKNOWN) {
            return other;
        }
        if (other == UNKNOWN || Objects.equals(this, other)) {
            return this;
        }
        List<Effect> both = new ArrayList<>(effects);
        both.addAll(other.effects);
        return new Flowed(both, either(emission, other.emission));
    }

    private static RunsOn either(RunsOn one, RunsOn other) {
        if (one == other) {
            return one;
        }
        boolean mayBlock = one == RunsOn.BLOCKING || other == RunsOn.BLOCKING;
        boolean isLoop = one == RunsOn.USUALLY_LOOP || other == RunsOn.USUALLY_LOOP;
        return isLoop && !mayBlock ? RunsOn.USUALLY_LOOP : RunsOn.UNKNOWN;
    }

    Flowed moved(UnaryOperator<RunsOn> to) {
        return new Flowed(move(effects, to), emission);
    }

    static List<Effect> move(List<Effect> effects, UnaryOperator<RunsOn> to) {
        return effects.stream().map(each -> each.movedTo(to.apply(each.on()))).toList();
    }

    /** Whether a later call may still decide. */
    static boolean isOpen(RunsOn on) {
        return on == RunsOn.SUBSCRIBER || on == RunsOn.UNKNOWN || on == RunsOn.USUALLY_LOOP;
    }

    static boolean isFixed(RunsOn on) {
        return on == RunsOn.LOOP || on == RunsOn.COMPUTE || on == RunsOn.BLOCKING;
    }
}
