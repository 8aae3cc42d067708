package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
        return new Flowed(both, emission == other.emission ? emission : RunsOn.UNKNOWN);
    }
}
