package dev.bascule.inspect.agent.hang;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the JVM prints of all its platform threads, as {@code jstack} shows it. */
final class ThreadPrint {
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private ThreadPrint() {}

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
