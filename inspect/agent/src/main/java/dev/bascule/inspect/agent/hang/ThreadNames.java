package dev.bascule.inspect.agent.hang;

/** What threads are called in reports. */
public final class ThreadNames {
    private ThreadNames() {}

    /** Its name; its number, as thread dumps have it, where it has none: virtual threads rarely have one. */
    public static String of(Thread thread) {
        String name = thread.getName();
        return name.isEmpty() ? "#" + thread.getId() : name;
    }
}
