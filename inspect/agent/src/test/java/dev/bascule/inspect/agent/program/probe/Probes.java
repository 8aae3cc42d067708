package dev.bascule.inspect.agent.program.probe;

import java.io.PrintStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Runs each probe and each control on a thread of its own that is called as an event loop's are, after it has been run
 * once on another thread, so that no class is loaded meanwhile.
 */
public final class Probes {
    /** What the threads are called. */
    public static final String LOOP = "reactor-http-probe";

    private static final List<Class<?>> PARTS = List.of(
            Waits.class,
            Locks.class,
            Queues.class,
            Results.class,
            Sockets.class,
            Channels.class,
            Names.class,
            Streams.class,
            FileNames.class,
            NewFiles.class,
            FileChannels.class,
            Processes.class,
            Databases.class,
            Controls.class,
            ChannelControls.class);

    /** What runs on the loop now; null between two of them. */
    private static volatile Method running;

    private Probes() {}

    /** The probes that exist on this JVM. */
    public static List<Method> probes() {
        return with(Probe.class)
                .filter(method -> method.getAnnotation(Probe.class).since()
                        <= Runtime.version().feature())
                .toList();
    }

    /** What does not block. */
    public static List<Method> controls() {
        return with(Control.class).toList();
    }

    private static Stream<Method> with(Class<? extends Annotation> kind) {
        return PARTS.stream()
                .flatMap(part -> Arrays.stream(part.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(kind))
                        .sorted(Comparator.comparing(Method::getName)));
    }

    /** {@code Part.method} */
    public static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** What runs on the loop now, by name; null if nothing does. */
    public static String running() {
        Method now = running;
        return now == null ? null : name(now);
    }

    /** Runs all. What fails is told. */
    public static void main(String[] arguments) throws Exception {
        Security.setProperty("networkaddress.cache.ttl", "0");
        PrintStream out = System.out;
        List<Method> all = new ArrayList<>(probes());
        all.addAll(controls());
        int failed = 0;
        for (Method each : all) {
            failed += (isOnce(each) || on("warm", each, out)) && on(LOOP, each, out) ? 0 : 1;
        }
        out.println(probes().size() + " probes, " + controls().size() + " controls, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    private static boolean isOnce(Method method) {
        Probe probe = method.getAnnotation(Probe.class);
        return probe != null && probe.once();
    }

    private static boolean on(String thread, Method probe, PrintStream out) throws Exception {
        Constructor<?> constructor = probe.getDeclaringClass().getConstructor();
        Object part = constructor.newInstance();
        Throwable[] failure = new Throwable[1];
        Thread runner = new Thread(() -> failure[0] = run(probe, part), thread);
        runner.start();
        runner.join();
        running = null;
        if (part instanceof AutoCloseable closeable) {
            closeable.close();
        }
        if (failure[0] != null) {
            out.println(name(probe) + " failed on " + thread + ": " + failure[0]);
        }
        return failure[0] == null;
    }

    /** A loop has waited before, as a rule: whoever watches it knows it by then. */
    private static Throwable run(Method probe, Object part) {
        LockSupport.parkNanos(1);
        running = Thread.currentThread().getName().equals(LOOP) ? probe : null;
        try {
            probe.invoke(part);
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (IllegalAccessException e) {
            return e;
        }
    }
}
