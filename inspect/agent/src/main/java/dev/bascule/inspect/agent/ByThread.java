package dev.bascule.inspect.agent;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Values of threads, which it does not keep; by identity, since a thread's class may have an {@code equals} of its own, which
 * is the program's. One thread at a time.
 */
final class ByThread<V> {
    private final Map<Key, V> values = new HashMap<>();

    private static final class Key extends WeakReference<Thread> {
        private final int hash;

        Key(Thread thread) {
            super(thread);
            this.hash = System.identityHashCode(thread);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key key && get() != null && key.get() == get());
        }
    }

    @Nullable
    V get(Thread thread) {
        return values.get(new Key(thread));
    }

    void put(Thread thread, V value) {
        values.put(new Key(thread), value);
    }

    void remove(Thread thread) {
        values.remove(new Key(thread));
    }

    boolean anyMatch(Predicate<V> wanted) {
        return values.values().stream().anyMatch(wanted);
    }

    /** Of the threads that are still there. */
    void forEach(BiConsumer<Thread, V> reader) {
        values.forEach((key, value) -> {
            Thread thread = key.get();
            if (thread != null) {
                reader.accept(thread, value);
            }
        });
    }

    /** And all of which there is no thread any more. */
    void removeIf(BiPredicate<Thread, V> unwanted) {
        values.entrySet().removeIf(each -> {
            Thread thread = each.getKey().get();
            return thread == null || unwanted.test(thread, each.getValue());
        });
    }
}
