package dev.bascule.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Carries the values of listed thread locals. */
final class ThreadLocalCarrier implements ContextCarrier {
    private final List<ThreadLocal<?>> locals;

    ThreadLocalCarrier(List<ThreadLocal<?>> locals) {
        this.locals = locals;
    }

    @Override
    public Snapshot capture() {
        List<Binding<?>> bindings = new ArrayList<>();
        for (ThreadLocal<?> local : locals) {
            bindings.add(Binding.current(local));
        }
        return new Snapshot() {
            @Override
            public <T> T call(Callable<T> work) throws Exception {
                return under(bindings, work);
            }
        };
    }

    private <T> T under(List<Binding<?>> bindings, Callable<T> work) throws Exception {
        List<Binding<?>> own = new ArrayList<>();
        for (ThreadLocal<?> local : locals) {
            own.add(Binding.current(local));
        }
        bindings.forEach(Binding::set);
        try {
            return work.call();
        } finally {
            own.forEach(Binding::set);
        }
    }

    private record Binding<V>(ThreadLocal<V> local, V value) {
        static <V> Binding<V> current(ThreadLocal<V> local) {
            return new Binding<>(local, local.get());
        }

        void set() {
            if (value == null) {
                local.remove();
            } else {
                local.set(value);
            }
        }
    }
}
