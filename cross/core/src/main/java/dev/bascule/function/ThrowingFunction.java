package dev.bascule.function;

/** A function of one argument that may throw {@code X}. */
@FunctionalInterface
public interface ThrowingFunction<A, R, X extends Exception> {
    /** Applies the function. */
    R apply(A a) throws X;
}
