package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Actions as functions that give null. They remember what the user wrote, for messages. */
final class Silent {
    private Silent() {}

    private interface Adapter {
        Object action();
    }

    /** The class of what the user wrote. */
    static Class<?> originOf(Object function) {
        return function instanceof Adapter adapter ? adapter.action().getClass() : function.getClass();
    }

    static <A> Function<A, @Nullable Void> toNull(Consumer<? super A> action) {
        return new Accepting<>(requireNonNull(action));
    }

    static <A> Function<A, @Nullable Void> toNull(Runnable action) {
        return new Running<>(requireNonNull(action));
    }

    static <A, B> BiFunction<A, B, @Nullable Void> toNull(BiConsumer<? super A, ? super B> action) {
        return new AcceptingBoth<>(requireNonNull(action));
    }

    private record Accepting<A>(Consumer<? super A> action) implements Function<A, @Nullable Void>, Adapter {
        @Override
        public @Nullable Void apply(A value) {
            action.accept(value);
            return null;
        }
    }

    private record Running<A>(Runnable action) implements Function<A, @Nullable Void>, Adapter {
        @Override
        public @Nullable Void apply(A value) {
            action.run();
            return null;
        }
    }

    private record AcceptingBoth<A, B>(BiConsumer<? super A, ? super B> action)
            implements BiFunction<A, B, @Nullable Void>, Adapter {
        @Override
        public @Nullable Void apply(A one, B other) {
            action.accept(one, other);
            return null;
        }
    }
}
