package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What several stacks of one thread have in common. */
final class Samples {
    private Samples() {}

    private record Method(String className, String name) {}

    /**
     * The last of the stacks, from the innermost of those frames outwards whose methods are in most of them; empty if there is
     * none.
     */
    static List<Frame> common(List<List<Frame>> stacks, Predicate<Frame> wanted, double most) {
        Map<Method, Long> counts = new HashMap<>();
        for (List<Frame> stack : stacks) {
            stack.stream()
                    .map(Samples::method)
                    .collect(Collectors.toSet())
                    .forEach(each -> counts.merge(each, 1L, Long::sum));
        }
        List<Frame> last = stacks.get(stacks.size() - 1);
        for (int i = 0; i < last.size(); i++) {
            Frame frame = last.get(i);
            if (wanted.test(frame) && counts.getOrDefault(method(frame), 0L) >= most * stacks.size()) {
                return last.subList(i, last.size());
            }
        }
        return List.of();
    }

    private static Method method(Frame frame) {
        return new Method(frame.className(), frame.method());
    }
}
