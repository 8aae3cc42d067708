package dev.bascule.inspect.scanner;

import java.util.List;
import java.util.Set;

/**
 * A call in a method.
 *
 * @param target the method that the instruction names
 * @param kind how it is found
 * @param line 0 if not known
 * @param receiver where the object comes from that it is called on; empty for static methods and where that is not known
 * @param arguments the same of each argument
 * @param facts what is known where it stands
 * @param dropped whether nobody looks at what it gives
 */
record Call(
        Code target,
        Kind kind,
        int line,
        Set<Origin> receiver,
        List<Set<Origin>> arguments,
        Set<Fact> facts,
        boolean dropped) {

    /** How the method that runs is found. */
    enum Kind {
        STATIC,
        /** Constructors, private methods and those of a superclass. */
        SPECIAL,
        /** By the class of the receiver. */
        VIRTUAL
    }

    boolean isConstructor() {
        return target.name().equals("<init>");
    }
}
