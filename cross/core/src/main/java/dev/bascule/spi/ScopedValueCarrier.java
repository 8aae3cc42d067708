package dev.bascule.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Carries listed scoped values. The class {@code java.lang.ScopedValue} is looked up, since it is final only from JDK 25
 * on and this library also runs without it.
 */
final class ScopedValueCarrier implements ContextCarrier {
    private final List<Object> keys;
    private final Method isBound;
    private final Method get;
    private final Method whereFirst;
    private final Method whereNext;
    private final Method run;

    ScopedValueCarrier(List<Object> keys) {
        this.keys = keys;
        try {
            Class<?> scopedValue = Class.forName("java.lang.ScopedValue");
            Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
            for (Object key : keys) {
                if (!scopedValue.isInstance(key)) {
                    throw new ClassCastException("not a ScopedValue: " + key);
                }
            }
            isBound = scopedValue.getMethod("isBound");
            get = scopedValue.getMethod("get");
            whereFirst = scopedValue.getMethod("where", scopedValue, Object.class);
            whereNext = carrier.getMethod("where", scopedValue, Object.class);
            run = carrier.getMethod("run", Runnable.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("scoped values need JDK 25 or newer", e);
        }
    }

    @Override
    public Snapshot capture() {
        List<Object> boundKeys = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Object key : keys) {
            if ((boolean) invoke(isBound, key)) {
                boundKeys.add(key);
                values.add(invoke(get, key));
            }
        }
        return new Snapshot() {
            @Override
            public <T> T call(Callable<T> work) throws Exception {
                return boundKeys.isEmpty() ? work.call() : under(boundKeys, values, work);
            }
        };
    }

    private <T> T under(List<Object> boundKeys, List<Object> values, Callable<T> work) throws Exception {
        Object carrier = invoke(whereFirst, null, boundKeys.get(0), values.get(0));
        for (int i = 1; i < boundKeys.size(); i++) {
            carrier = invoke(whereNext, carrier, boundKeys.get(i), values.get(i));
        }
        Outcome<T> outcome = new Outcome<>(work);
        invoke(run, carrier, outcome);
        return outcome.get();
    }

    private static Object invoke(Method method, @Nullable Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(method.toString(), e);
        }
    }

    /** Takes the work's outcome out of a {@code Runnable}. */
    private static final class Outcome<T> implements Runnable {
        private final Callable<T> work;
        private @Nullable T value;
        private @Nullable Throwable failure;

        Outcome(Callable<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                value = work.call();
            } catch (Throwable e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // null is then what the work returned
        T get() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof Exception exception) {
                throw exception;
            }
            return value;
        }
    }
}
