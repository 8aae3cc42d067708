package dev.bascule.inspect.scanner;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.tree.analysis.Value;

/**
 * A value on the stack or in a local variable.
 *
 * @param size in words, 1 or 2
 * @param origins where it may come from; empty if that is not known
 */
record FlowValue(int size, Set<Origin> origins) implements Value {
    static final FlowValue ONE = new FlowValue(1, Set.of());
    static final FlowValue TWO = new FlowValue(2, Set.of());

    private static final int MOST = 6;

    static FlowValue of(Origin origin) {
        return new FlowValue(1, Set.of(origin));
    }

    static FlowValue ofSize(int size) {
        return size == 2 ? TWO : ONE;
    }

    @Override
    public int getSize() {
        return size;
    }

    /** From here or from there; a null besides something else does not matter. */
    FlowValue or(FlowValue other) {
        if (equals(other)) {
            return this;
        }
        if (origins.isEmpty() || other.origins.isEmpty()) {
            return ofSize(Math.min(size, other.size));
        }
        Set<Origin> both = new HashSet<>(origins);
        both.addAll(other.origins);
        return both.size() > MOST ? ofSize(size) : new FlowValue(Math.min(size, other.size), Set.copyOf(both));
    }
}
