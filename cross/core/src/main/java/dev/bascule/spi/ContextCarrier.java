package dev.bascule.spi;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Carries context (a trace, a user, a transaction's name) from the code that creates a stage to the code that the stage
 * runs, whichever thread that is. Found through {@link java.util.ServiceLoader}, or installed with
 * {@code Bridge.carry}.
 */
@FunctionalInterface
public interface ContextCarrier {
    /** Takes a snapshot of the current thread's context. Called when a stage or task is created. */
    Snapshot capture();

    /** Carries the values of these thread locals. A value of null is carried as "not set". */
    static ContextCarrier threadLocals(ThreadLocal<?>... locals) {
        return new ThreadLocalCarrier(List.of(locals));
    }

    /**
     * Carries those of these {@code java.lang.ScopedValue}s that are bound; the type is {@code Object} because this
     * library also runs on JDKs without them.
     *
     * @throws IllegalStateException before JDK 25
     * @throws ClassCastException if one of them is not a scoped value
     */
    static ContextCarrier scopedValues(Object... keys) {
        return new ScopedValueCarrier(List.of(keys));
    }

    /** A context that was captured. May be used several times, on several threads at once. */
    @FunctionalInterface
    interface Snapshot {
        /** Runs the work under the captured context and restores the thread's own context after it. */
        <T> T call(Callable<T> work) throws Exception;
    }
}
