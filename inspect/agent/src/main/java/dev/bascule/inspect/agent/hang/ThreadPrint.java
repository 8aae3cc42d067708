package dev.bascule.inspect.agent.hang;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** What the JVM prints of all its platform threads, as {@code jstack} shows it. */
final class ThreadPrint {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private static final Pattern THREAD = Pattern.compile("\".*\" #(\\d+) ");

    private ThreadPrint() {}

    /** The number of the thread of which the lines below tell; null if the line begins none. */
    static @Nullable String numberIn(String line) {
        Matcher thread = THREAD.matcher(line);
        return thread.lookingAt() ? thread.group(1) : null;
    }

    /** Empty where the JVM does not let itself be asked. */
    static String text() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(new ObjectName(COMMANDS), "threadPrint", new Object[] {new String[0]}, new String[] {
                        String[].class.getName()
                    });
            return String.valueOf(text);
        } catch (JMException | RuntimeException | LinkageError withoutIt) {
            return "";
        }
    }
}
