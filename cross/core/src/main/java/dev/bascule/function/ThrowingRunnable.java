package dev.bascule.function;

/** An action that may throw {@code X}. */
@FunctionalInterface
public interface ThrowingRunnable<X extends Exception> {
    /** Does it. */
    void run() throws X;
}
