package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the carriers of virtual threads as the JDK tells of them: the counts of its {@code VirtualThreadSchedulerMXBean} (24
 * and newer; so by reflection), and who is mounted, as it prints that with the stacks of all platform threads. One thread.
 */
final class Carriers {
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";
    private static final Pattern VIRTUAL = Pattern.compile(" +Mounted virtual thread (?:\"(.*)\" )?#(\\d+)");
    private static final Pattern FRAME =
            Pattern.compile("\\s+at ([^(]+)\\.([^.(]+)\\((?:[^/)]*/)?([^:)]*)(?::(\\d+))?\\)");

    private final @Nullable PlatformManagedObject bean;

    /**
     * A virtual thread that is mounted.
     *
     * @param id of the thread
     * @param carrier its id
     */
    record Mounted(String id, String carrier, String name, List<Frame> stack) {}

    private Carriers(@Nullable PlatformManagedObject bean) {
        this.bean = bean;
    }

    /** Those of this JVM. */
    static Carriers ofThisJvm() {
        try {
            return new Carriers(bean(BEAN));
        } catch (ReflectiveOperationException | LinkageError olderOrWithoutManagement) {
            return new Carriers(null);
        }
    }

    private static PlatformManagedObject bean(String name) throws ClassNotFoundException {
        return ManagementFactory.getPlatformMXBean(Class.forName(name).asSubclass(PlatformManagedObject.class));
    }

    /** Whether all are taken, and virtual threads wait for one. */
    boolean areAllTaken() {
        return queued() > 0 && count("MountedVirtualThreadCount") >= count("Parallelism");
    }

    /** How many virtual threads wait for a carrier. */
    long queued() {
        return count("QueuedVirtualThreadCount");
    }

    /** How many virtual threads run at once. */
    long parallelism() {
        return count("Parallelism");
    }

    private long count(String property) {
        try {
            return bean == null
                    ? 0
                    : ((Number) Class.forName(BEAN).getMethod("get" + property).invoke(bean)).longValue();
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    /** The virtual threads that are mounted now, by their ids; however many others there are. */
    Map<String, Mounted> mounted() {
        return read(ThreadPrint.text());
    }

    /** Below each carrier stand the frames of who is mounted, up to an empty line. */
    static Map<String, Mounted> read(String threads) {
        Map<String, Mounted> mounted = new HashMap<>();
        String carrier = "";
        List<Frame> stack = new ArrayList<>(); // of nobody yet
        for (String line : threads.lines().toList()) {
            String thread = ThreadPrint.numberIn(line);
            Matcher virtual = VIRTUAL.matcher(line);
            Matcher frame = FRAME.matcher(line);
            if (thread != null) {
                carrier = thread;
            } else if (virtual.lookingAt()) {
                stack = new ArrayList<>();
                String name = virtual.group(1) == null ? "" : virtual.group(1);
                mounted.put(virtual.group(2), new Mounted(virtual.group(2), carrier, name, stack));
            } else if (line.isEmpty()) {
                stack = new ArrayList<>();
            } else if (frame.matches() && frame.group(1).indexOf('/') < 0) {
                stack.add(frame(frame));
            }
        }
        return mounted;
    }

    private static Frame frame(Matcher matcher) {
        String line = matcher.group(4);
        return new Frame(
                matcher.group(1),
                matcher.group(2),
                "",
                matcher.group(3),
                line == null ? 0 : Integer.parseInt(line),
                Set.of(matcher.group(1)));
    }
}
