package dev.bascule.function;

/** A supplier that may throw {@code X}. */
@FunctionalInterface
public interface ThrowingSupplier<R, X extends Exception> {
    /** Computes a result. */
    R get() throws X;
}
