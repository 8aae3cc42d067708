package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import java.util.List;
import java.util.regex.Pattern;

/** Which threads must not block, by their class or name. */
final class LoopThreads {
    private final List<LoopThread> rows;

    LoopThreads(List<LoopThread> rows) {
        this.rows = rows;
    }

    boolean has(Thread thread) {
        return rows.stream().anyMatch(row -> matches(row, thread));
    }

    private static boolean matches(LoopThread row, Thread thread) {
        return row.threadClass() != null
                ? isA(thread.getClass(), row.threadClass())
                : Pattern.matches(regex(row.threadName()), thread.getName());
    }

    /** A name with stars. */
    private static String regex(String name) {
        return "\\Q" + name.replace("*", "\\E.*\\Q") + "\\E";
    }

    private static boolean isA(Class<?> type, String name) {
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
