package dev.bascule.inspect.scanner;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
        if (equals(other) || (size <= other.size && origins.containsAll(other.origins) && !other.origins.isEmpty())) {
            return this;
        }
        if (origins.isEmpty() || other.origins.isEmpty()) {
            return ofSize(Math.min(size, other.size));
        }
        Set<Origin> both = new HashSet<>(origins);
        both.addAll(other.origins);
        return both.size() > MOST ? ofSize(size) : new FlowValue(Math.min(size, other.size), Set.copyOf(both));
    }

    /** As it would be anyway, but quickly where it is the same: frames are compared all the time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof FlowValue value && size == value.size && origins.equals(value.origins));
    }

    @Override
    public int hashCode() {
        return 31 * origins.hashCode() + size;
    }
}
