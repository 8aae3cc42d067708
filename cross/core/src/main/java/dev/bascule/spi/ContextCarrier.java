package dev.bascule.spi;

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

    /** A context that was captured. May be used several times, on several threads at once. */
    @FunctionalInterface
    interface Snapshot {
        /** Runs the work under the captured context and restores the thread's own context after it. */
        <T> T call(Callable<T> work) throws Exception;
    }
}
