package dev.bascule.function;

/** A function of three arguments. */
@FunctionalInterface
public interface TriFunction<A, B, C, R> {
    /** Applies the function. */
    R apply(A a, B b, C c);
}
