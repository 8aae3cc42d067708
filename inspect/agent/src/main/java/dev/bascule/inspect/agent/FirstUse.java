package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Frame;
import java.util.List;
import java.util.function.Predicate;

/**
 * Of what is done once, when something is used for the first time, and for whoever comes first: classes are loaded and
 * initialised, calls are linked.
 */
final class FirstUse {
    private FirstUse() {}

    /** Whether the innermost code of the application waits for such a thing. */
    static boolean isIn(List<Frame> stack, Predicate<Frame> isApplication) {
        for (Frame frame : stack) {
            if (isApplication.test(frame)) {
                return false;
            }
            if (isFirstUse(frame)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isFirstUse(Frame frame) {
        return frame.method().equals("<clinit>")
                || frame.className().equals("java.lang.invoke.MethodHandleNatives")
                || (frame.method().equals("loadClass") && frame.types().contains("java.lang.ClassLoader"));
    }
}
