package dev.bascule.inspect.agent.hang;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.bascule.inspect.model.observed.Frame;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * and newer), and who is mounted by a dump of all threads (25 and newer). By reflection, since older ones have neither. One
 * thread.
 */
final class Carriers {
    private static final String BEAN = "jdk.management.VirtualThreadSchedulerMXBean";
    private static final String DUMPER = "com.sun.management.HotSpotDiagnosticMXBean";
    private static final Pattern FRAME = Pattern.compile("(?:[^/(]+/)*([^/(]+)\\.([^.(]+)\\(([^:)]*)(?::(\\d+))?\\)");

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

    /**
     * The virtual threads that are mounted now, by their ids. It takes the longer the more virtual threads there are.
     *
     * @throws IOException if no file can be written for it
     */
    Map<String, Mounted> mounted() throws IOException {
        Path directory = Files.createTempDirectory("bascule-");
        Path file = directory.resolve("threads.json");
        try {
            dump(file);
            return read(JSON.std.mapFrom(Files.readString(file)));
        } catch (InvocationTargetException e) {
            throw new IOException(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            return Map.of();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void dump(Path file) throws ReflectiveOperationException {
        Class<?> type = Class.forName(DUMPER);
        Class<? extends Enum> format =
                Class.forName(DUMPER + "$ThreadDumpFormat").asSubclass(Enum.class);
        type.getMethod("dumpThreads", String.class, format)
                .invoke(bean(DUMPER), file.toString(), Enum.valueOf(format, "JSON"));
    }

    private static Map<String, Mounted> read(Map<String, Object> dump) {
        Map<String, Mounted> mounted = new HashMap<>();
        for (Map<?, ?> container :
                objects(dump.get("threadDump") instanceof Map<?, ?> all ? all : Map.of(), "threadContainers")) {
            for (Map<?, ?> thread : objects(container, "threads")) {
                if (thread.get("carrier") != null) {
                    String id = String.valueOf(thread.get("tid"));
                    mounted.put(
                            id,
                            new Mounted(
                                    id,
                                    String.valueOf(thread.get("carrier")),
                                    String.valueOf(thread.get("name")),
                                    stack(thread)));
                }
            }
        }
        return mounted;
    }

    private static List<Map<?, ?>> objects(Map<?, ?> map, String key) {
        List<Map<?, ?>> objects = new ArrayList<>();
        if (map.get(key) instanceof List<?> list) {
            for (Object each : list) {
                if (each instanceof Map<?, ?> object) {
                    objects.add(object);
                }
            }
        }
        return objects;
    }

    private static List<Frame> stack(Map<?, ?> thread) {
        List<Frame> stack = new ArrayList<>();
        if (thread.get("stack") instanceof List<?> lines) {
            for (Object line : lines) {
                Matcher frame = FRAME.matcher(String.valueOf(line));
                if (frame.matches()) {
                    stack.add(frame(frame));
                }
            }
        }
        return stack;
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
