package dev.bascule.inspect.agent;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The classes of this JVM by name; of several with one name, any. Looks again for one that is missing, but not all the time. One thread. */
final class LoadedClasses implements Function<String, @Nullable Class<?>> {
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Instrumentation instrumentation;
    private Map<String, WeakReference<Class<?>>> known = Map.of();
    private long looked;

    LoadedClasses(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public @Nullable Class<?> apply(String name) {
        if (!known.containsKey(name) && (known.isEmpty() || System.nanoTime() - looked > PAUSE_NANOS)) {
            look();
        }
        WeakReference<Class<?>> found = known.get(name);
        return found == null ? null : found.get();
    }

    private void look() {
        Map<String, WeakReference<Class<?>>> all = new HashMap<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            all.putIfAbsent(type.getName(), new WeakReference<>(type));
        }
        known = all;
        looked = System.nanoTime();
    }
}
