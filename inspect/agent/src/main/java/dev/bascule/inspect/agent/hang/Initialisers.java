package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Threads that wait until another one has initialised a class (JLS 12.4.2). For the JVM they run, and only what it prints of
 * them tells what they wait for.
 */
final class Initialisers {
    private static final Pattern WAITS =
            Pattern.compile("\\s+- waiting on the Class initialization monitor for (\\S+)");

    private Initialisers() {}

    /**
     * A thread that waits for one.
     *
     * @param owner who runs it
     */
    record Wait(Thread thread, List<Frame> stack, String className, Thread owner) {}

    /** Who waits, of threads with their stacks. The JVM is asked for nothing if none of them initialises a class. */
    static List<Wait> waits(IdentityHashMap<Thread, List<Frame>> stacks) {
        if (stacks.values().stream().flatMap(List::stream).noneMatch(Initialisers::isOne)) {
            return List.of();
        }
        Map<Long, String> awaited = awaited(ThreadPrint.text());
        List<Wait> waits = new ArrayList<>();
        stacks.forEach((thread, stack) -> {
            String className = awaited.get(thread.getId());
            List<Thread> owners = className == null ? List.of() : in(className, stacks);
            if (className != null && owners.size() == 1 && owners.get(0) != thread) {
                waits.add(new Wait(thread, stack, className, owners.get(0)));
            }
        });
        return waits;
    }

    private static List<Thread> in(String className, IdentityHashMap<Thread, List<Frame>> stacks) {
        List<Thread> owners = new ArrayList<>();
        stacks.forEach((thread, stack) -> {
            if (stack.stream()
                    .anyMatch(frame -> isOne(frame) && frame.className().equals(className))) {
                owners.add(thread);
            }
        });
        return owners;
    }

    private static boolean isOne(Frame frame) {
        return frame.method().equals("<clinit>");
    }

    /** The names of classes that threads wait for, by the numbers of the threads. */
    static Map<Long, String> awaited(String threads) {
        Map<Long, String> awaited = new HashMap<>();
        long number = 0;
        for (String line : threads.lines().toList()) {
            String thread = ThreadPrint.numberIn(line);
            Matcher waits = WAITS.matcher(line);
            if (thread != null) {
                number = Long.parseLong(thread);
            } else if (waits.matches()) {
                awaited.put(number, waits.group(1));
            }
        }
        return awaited;
    }
}
