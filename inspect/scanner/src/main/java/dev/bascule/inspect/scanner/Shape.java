package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Set;

/**
 * What a class file says of a class besides its {@link Header}: wanted of few of those that are only called.
 *
 * @param annotations fully qualified
 * @param methods in the order of the file
 */
record Shape(Set<String> annotations, List<Declared> methods) {
    static final Shape EMPTY = new Shape(Set.of(), List.of());

    /** A method without its code. */
    record Declared(Code code, int access, Set<String> annotations) {}
}
