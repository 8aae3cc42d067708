package dev.bascule.agent;

import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM starts: {@code -javaagent:bascule-agent.jar=options}, or {@code bascule attach}. All else of the agent is in a
 * class loader of its own, so that the application meets none of its libraries, and so that it can be freed.
 */
public final class Agent {
    /** Asks the watch whether it goes on: who had asked for it may have been killed. */
    private static final String STILL = "?";

    private static final String INNER = "dev.bascule.inspect.agent.Starter";

    /** What watches this JVM now; answers whether it goes on. Under the class's monitor. */
    private static @Nullable Predicate<String> watch;

    private Agent() {}

    /** At the start of the JVM. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** In a JVM that runs already: to begin, or, where one watches already, to tell it something. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** An agent that cannot start must not keep the program from starting. */
    private static synchronized void start(@Nullable String given, Instrumentation instrumentation) {
        String options = given == null ? "" : given;
        try {
            if (watch != null && !watch.test(STILL)) {
                watch = null;
            }
            if (watch == null) {
                watch = begin(options, instrumentation);
            } else if (!watch.test(options)) {
                watch = null;
            }
        } catch (Throwable e) { // from here an error would end the JVM
            complain(e);
        }
    }

    @SuppressWarnings("unchecked") // the class says so, and the inner loader has the same interfaces
    private static Predicate<String> begin(String options, Instrumentation instrumentation) throws Exception {
        Class<?> inner = new InnerLoader(ownJar()).loadClass(INNER);
        var starter = (BiFunction<String, Instrumentation, Callable<Predicate<String>>>)
                inner.getConstructor().newInstance();
        return starter.apply(options, instrumentation).call();
    }

    private static void complain(Throwable why) {
        Object told = why instanceof IllegalArgumentException mistake ? mistake.getMessage() : why;
        System.err.println("bascule-agent: nothing is watched: " + told);
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
