package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a value in a method comes from, as far as that method tells. */
sealed interface Origin {
    /**
     * A function made here.
     *
     * @param body the method that it runs
     * @param virtual whether the method is found by the receiver's class
     * @param bound where the body's first arguments come from, which are bound already
     */
    record Function(Code body, boolean virtual, List<Set<Origin>> bound) implements Origin {
        /** Without what is bound: functions that are bound to each other would have no end. */
        Function alone() {
            return new Function(body, virtual, List.of());
        }
    }

    /** An object made here. */
    record Made(String type) implements Origin {}

    /** What a call gave; the index is that of its {@link Call} in {@link Body#calls}. */
    record Result(int call) implements Origin {}

    /** An argument of the method, the receiver of an instance method being number -1. */
    record Argument(int index) implements Origin {}

    /** What a field holds. */
    record Field(String owner, String name) implements Origin {}

    /** What nobody has followed. */
    record Unknown() implements Origin {}

    /** A number or a string, the name of a class, or null. */
    record Constant(@Nullable Object value) implements Origin {}
}
