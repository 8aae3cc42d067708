package dev.bascule.function;

/** A function of three arguments that may throw {@code X}. */
@FunctionalInterface
public interface ThrowingTriFunction<A, B, C, R, X extends Exception> {
    /** Applies the function. */
    R apply(A a, B b, C c) throws X;
}
