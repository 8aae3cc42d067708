package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import dev.bascule.inspect.model.catalog.MethodPattern;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which threads must not block. */
final class LoopThreads {
    private static final String FILE = "loops.txt";
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** How many of a thread's outermost frames tell what it runs. */
    private static final int OUTERMOST = 12;

    private final List<LoopThread> rows;

    LoopThreads(List<LoopThread> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Those of the catalogue that comes with the agent, of which it has a list: to read all of YAML would take longer. */
    static List<LoopThread> builtIn() {
        List<LoopThread> rows = new ArrayList<>();
        for (String line : Lines.of(FILE)) {
            String[] words = line.split(" ", 2);
            Source source = new Source(FILE, 0);
            rows.add(
                    switch (words[0]) {
                        case "class" -> new LoopThread(words[1], null, null, source);
                        case "name" -> new LoopThread(null, Pattern.compile(words[1]), null, source);
                        default -> new LoopThread(null, null, methodOf(words[1]), source);
                    });
        }
        return rows;
    }

    private static MethodPattern methodOf(String text) {
        int dot = text.lastIndexOf('.');
        return new MethodPattern(text.substring(0, dot), text.substring(dot + 1), null);
    }

    /** A method on a stack. */
    private record Running(Class<?> type, String method) {}

    /** The stack of the calling thread. */
    private static final class Caller implements Consumer<StackFrame> {
        private final List<Running> running = new ArrayList<>();

        @Override
        public void accept(StackFrame frame) {
            running.add(new Running(frame.getDeclaringClass(), frame.getMethodName()));
        }
    }

    /** Whether the calling thread is one. */
    boolean hasCaller() {
        if (has(Thread.currentThread())) {
            return true;
        }
        Caller caller = new Caller();
        WALKER.forEach(caller);
        return isOneOfThose(caller.running);
    }

    /** Whether a thread is one, by itself and by what it does at this moment. */
    boolean has(Thread thread, Function<String, @Nullable Class<?>> classes) {
        if (has(thread)) {
            return true;
        }
        List<Running> running = new ArrayList<>();
        for (StackTraceElement frame : thread.getStackTrace()) {
            Class<?> type = classes.apply(frame.getClassName());
            if (type != null) {
                running.add(new Running(type, frame.getMethodName()));
            }
        }
        return isOneOfThose(running);
    }

    /** Whether a thread is one by its class or name. */
    boolean has(Thread thread) {
        for (LoopThread row : rows) {
            if (matches(row, thread)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(LoopThread row, Thread thread) {
        Pattern name = row.threadName();
        return name != null
                ? name.matcher(thread.getName()).matches()
                : row.threadClass() != null && isA(thread.getClass(), row.threadClass());
    }

    private boolean isOneOfThose(List<Running> running) {
        for (Running each : running.subList(Math.max(0, running.size() - OUTERMOST), running.size())) {
            for (LoopThread row : rows) {
                if (row.runs() != null && matches(row.runs(), each)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(MethodPattern row, Running running) {
        return row.name().equals(running.method()) && isA(running.type(), row.type());
    }

    private static boolean isA(@Nullable Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (isA(each, name)) {
                return true;
            }
        }
        return false;
    }
}
