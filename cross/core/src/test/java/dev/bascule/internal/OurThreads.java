package dev.bascule.internal;

import java.util.List;

/** The live platform threads that the library has started. */
public final class OurThreads {
    private OurThreads() {}

    /** Those with exactly this name. */
    public static List<Thread> named(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isAlive())
                .toList();
    }

    /** Whether there is one. */
    public static boolean exist(String name) {
        return !named(name).isEmpty();
    }
}
