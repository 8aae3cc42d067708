package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Tells threads of loops by what a recording has of them: their names, and the classes whose methods they run. The class of
 * a thread is not in it, unless a method of that class is on the stack. For one thread.
 */
final class LoopThreads {
    /** Below it stand a few frames of thread factories and executors. */
    private static final int OUTERMOST = 8;

    private static final int MOST_KNOWN = 10_000;

    private final List<Pattern> names;
    private final Set<String> classes;
    private final Set<String> methods;
    private final List<String> unseen;
    private final Map<String, Boolean> known = new HashMap<>();

    LoopThreads(Catalog catalog) {
        List<LoopThread> rows = catalog.loopThreads();
        names = rows.stream()
                .map(LoopThread::threadName)
                .filter(Objects::nonNull)
                .toList();
        classes = rows.stream()
                .map(LoopThread::threadClass)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        methods = rows.stream()
                .map(LoopThread::runs)
                .filter(Objects::nonNull)
                .map(row -> row.type() + "." + row.name())
                .collect(Collectors.toSet());
        unseen = rows.stream()
                .map(LoopThread::threadClass)
                .filter(Objects::nonNull)
                .filter(name -> !Supertypes.isOfJdk(name))
                .distinct()
                .toList();
    }

    /** The classes of threads that are seen by their names only, if at all. */
    List<String> unseen() {
        return unseen;
    }

    /** Whether a thread with that name is a loop's. */
    boolean isNamed(@Nullable String name) {
        if (name == null) {
            return false;
        }
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(
                name, it -> names.stream().anyMatch(each -> each.matcher(it).matches()));
    }

    /** Whether a thread with that stack is a loop's; its innermost frame is the first. */
    boolean areRunBy(List<RecordedFrame> stack) {
        List<RecordedFrame> visible = new ArrayList<>();
        for (int i = stack.size() - 1; i >= 0 && visible.size() < OUTERMOST; i--) {
            if (!Frames.isHidden(stack.get(i).getMethod())) {
                visible.add(stack.get(i));
            }
        }
        return visible.stream().map(RecordedFrame::getMethod).anyMatch(this::isOfLoop);
    }

    /** Its constructor runs on whatever thread makes the loop. */
    private boolean isOfLoop(RecordedMethod method) {
        String type = method.getType().getName();
        return methods.contains(type + "." + method.getName())
                || (classes.contains(type) && !method.getName().startsWith("<"));
    }
}
