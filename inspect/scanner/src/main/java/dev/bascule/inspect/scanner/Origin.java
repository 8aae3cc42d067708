package dev.bascule.inspect.scanner;

import org.jspecify.annotations.Nullable;

/** Where a value in a method comes from, as far as that method tells. */
sealed interface Origin {
    /**
     * A function made here.
     *
     * @param body the method that it runs
     * @param virtual whether the method is found by the receiver's class
     * @param offset how many of the body's arguments (the receiver included) are bound already
     */
    record Function(Code body, boolean virtual, int offset) implements Origin {}

    /** An object made here. */
    record Made(String type) implements Origin {}

    /** What a call gave; the index is that of its {@link Call} in {@link Body#calls}. */
    record Result(int call) implements Origin {}

    /** An argument of the method, the receiver of an instance method being number -1. */
    record Argument(int index) implements Origin {}

    /** What a field holds. */
    record Field(String owner, String name) implements Origin {}

    /** A number or a string, or null; of numbers the value is kept. */
    record Constant(@Nullable Object value) implements Origin {}
}
