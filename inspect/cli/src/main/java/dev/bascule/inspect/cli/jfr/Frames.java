package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.observed.Frame;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/** Reads the frames of stacks. A recording has no names of source files, and no supertypes. For one thread. */
final class Frames {
    private final Supertypes supertypes = new Supertypes();

    /** What was called, then the stack, the innermost first; without what the JVM hides, as the classes of lambdas. */
    List<Frame> below(Frame called, List<RecordedFrame> stack) {
        List<Frame> frames = new ArrayList<>(stack.size() + 1);
        frames.add(called);
        for (RecordedFrame each : stack) {
            if (!isHidden(each.getMethod())) {
                frames.add(frame(each));
            }
        }
        return List.copyOf(frames);
    }

    /** Newer JDKs call some of their own methods hidden that are on stack traces nevertheless; those do no harm. */
    static boolean isHidden(RecordedMethod method) {
        String type = method.getType().getName();
        return method.isHidden() && (type.contains("$$Lambda") || type.startsWith("java.lang.invoke."));
    }

    private Frame frame(RecordedFrame recorded) {
        RecordedMethod method = recorded.getMethod();
        String type = method.getType().getName();
        int line = Math.max(0, recorded.getLineNumber());
        return new Frame(type, method.getName(), method.getDescriptor(), null, line, supertypes.of(type));
    }
}
