package dev.bascule.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * What the JVM starts: {@code -javaagent:bascule-agent.jar=options}, or {@code bascule attach}. All else of the agent is in a
 * class loader of its own, so that the application meets none of its libraries.
 */
public final class Agent {
    private static final String INNER = "dev.bascule.inspect.agent.Watch";

    private Agent() {}

    /** At the start of the JVM. */
    public static void premain(String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** In a JVM that runs already. */
    public static void agentmain(String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** An agent that cannot start must not keep the program from starting. */
    private static void start(String options, Instrumentation instrumentation) {
        try {
            Class<?> watch = new InnerLoader(ownJar()).loadClass(INNER);
            watch.getMethod("start", String.class, Instrumentation.class)
                    .invoke(null, options == null ? "" : options, instrumentation);
        } catch (InvocationTargetException e) {
            complain(e.getCause());
        } catch (ReflectiveOperationException | IOException | URISyntaxException | LinkageError e) {
            complain(e);
        }
    }

    private static void complain(Throwable why) {
        System.err.println("bascule-agent: nothing is watched: " + why);
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
