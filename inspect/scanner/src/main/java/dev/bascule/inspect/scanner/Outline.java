package dev.bascule.inspect.scanner;

import java.util.List;

/**
 * What the code of a class names, without the values that it passes: enough to know of most methods that nothing follows
 * from their calls.
 *
 * @param methods by the order of the file
 */
record Outline(Shape shape, List<Named> methods) {
    /**
     * What the code of a method names.
     *
     * @param calls the methods, once for each call, in the order of the code
     * @param makesFunctions whether it has lambdas or method references
     * @param stores whether it puts objects into fields
     */
    record Named(List<Code> calls, boolean makesFunctions, boolean stores) {
        static final Named NOTHING = new Named(List.of(), false, false);
    }
}
