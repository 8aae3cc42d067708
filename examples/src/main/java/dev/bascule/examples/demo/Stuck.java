package dev.bascule.examples.demo;

import java.lang.management.ManagementFactory;

/** What can be said of a thread that does not go on. */
final class Stuck {
    private static final String NOTHING_FOUND = "ThreadMXBean.findDeadlockedThreads() gave null.";

    private Stuck() {}

    /** For example {@code Thread 'plain-loop' was WAITING at ResultHang.java:52}. */
    static String describe(Thread thread) {
        String place = "?";
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.bascule.examples.")) {
                place = frame.getFileName() + ":" + frame.getLineNumber();
                break;
            }
        }
        return "Thread '" + thread.getName() + "' was " + thread.getState() + " at " + place;
    }

    /** Asks the JVM's own detector, which jstack asks too. */
    static String verdictOfJvm() {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        return deadlocked == null
                ? NOTHING_FOUND
                : "ThreadMXBean.findDeadlockedThreads() gave " + deadlocked.length + " threads.";
    }

    /** Whether that detector found nothing in this run. */
    static boolean isUnseenByJvm(Run run) {
        String message = run.seen().message();
        return message != null && message.contains(NOTHING_FOUND);
    }
}
