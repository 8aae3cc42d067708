package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import dev.bascule.spi.ContextCarrier;
import dev.bascule.spi.ContextCarrier.Snapshot;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The context carriers in use. Without any, a capture costs one volatile load and gives null. */
public final class Carriers {
    private static final CopyOnWriteArrayList<ContextCarrier> INSTALLED = new CopyOnWriteArrayList<>();

    static {
        ServiceLoader.load(ContextCarrier.class).forEach(INSTALLED::add);
    }

    private Carriers() {}

    /** Installs a carrier until the returned handle is run; running it again changes nothing. */
    public static Runnable install(ContextCarrier carrier) {
        Installation own = new Installation(requireNonNull(carrier, "carrier"));
        INSTALLED.add(own);
        return () -> INSTALLED.remove(own);
    }

    /** Equal to itself only: the same carrier may be installed twice, and each handle takes away its own. */
    private static final class Installation implements ContextCarrier {
        private final ContextCarrier carrier;

        Installation(ContextCarrier carrier) {
            this.carrier = carrier;
        }

        @Override
        public Snapshot capture() {
            return carrier.capture();
        }
    }

    static @Nullable Snapshot capture() {
        if (INSTALLED.isEmpty()) {
            return null;
        }
        List<Snapshot> parts = INSTALLED.stream().map(ContextCarrier::capture).toList();
        return parts.size() == 1 ? parts.get(0) : new All(parts);
    }

    static <T> T call(@Nullable Snapshot snapshot, Callable<T> work) throws Exception {
        return snapshot == null ? work.call() : snapshot.call(work);
    }

    private record All(List<Snapshot> parts) implements Snapshot {
        @Override
        public <T> T call(Callable<T> work) throws Exception {
            Callable<T> wrapped = work;
            for (Snapshot part : parts) {
                Callable<T> inner = wrapped;
                wrapped = () -> part.call(inner);
            }
            return wrapped.call();
        }
    }
}
