package dev.bascule.function;

/** A function of two arguments that may throw {@code X}. */
@FunctionalInterface
public interface ThrowingBiFunction<A, B, R, X extends Exception> {
    /** Applies the function. */
    R apply(A a, B b) throws X;
}
