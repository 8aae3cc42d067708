package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.Catalog.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which threads must not block, by their class or name. */
final class LoopThreads {
    private static final String FILE = "loops.txt";

    private final List<LoopThread> rows;

    LoopThreads(List<LoopThread> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Those of the catalogue that comes with the agent, of which it has a list: to read all of YAML would take longer. */
    static List<LoopThread> builtIn() {
        List<LoopThread> rows = new ArrayList<>();
        for (String line : Lines.of(FILE)) {
            String[] words = line.split(" ", 2);
            boolean isClass = words[0].equals("class");
            rows.add(new LoopThread(isClass ? words[1] : null, isClass ? null : words[1], new Source(FILE, 0)));
        }
        return rows;
    }

    boolean has(Thread thread) {
        return rows.stream().anyMatch(row -> matches(row, thread));
    }

    private static boolean matches(LoopThread row, Thread thread) {
        String name = row.threadName();
        return name == null
                ? isA(thread.getClass(), row.threadClass())
                : Pattern.matches(regex(name), thread.getName());
    }

    /** A name with stars. */
    private static String regex(String name) {
        return "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E";
    }

    private static boolean isA(@Nullable Class<?> type, @Nullable String name) {
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
