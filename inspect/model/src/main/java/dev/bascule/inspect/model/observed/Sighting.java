package dev.bascule.inspect.model.observed;

import dev.bascule.inspect.model.Evidence;
import java.util.List;

/**
 * Calls that blocked at one place, on threads that must not.
 *
 * @param stack the innermost frame first
 * @param evidence how often, how long, on which threads
 */
public record Sighting(List<Frame> stack, Evidence evidence) {
    /** Copies the stack. */
    public Sighting {
        stack = List.copyOf(stack);
    }
}
