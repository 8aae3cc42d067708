package dev.bascule.agent;

import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Begins to watch. All else of the agent is in a class loader of its own, so that the application meets none of its
 * libraries, and so that it can be freed.
 */
final class Entry implements BiConsumer<String, Instrumentation> {
    /** Asks the watch whether it goes on: who had asked for it may have been killed. */
    private static final String STILL = "?";

    private static final String INNER = "dev.bascule.inspect.agent.Starter";

    static {
        Agent.entry = new Entry();
    }

    /** What watches this JVM now; answers whether it goes on. */
    private @Nullable Predicate<String> watch;

    /** An agent that cannot start must not keep the program from starting. */
    @Override
    public synchronized void accept(String options, Instrumentation instrumentation) {
        try {
            if (watch != null && !watch.test(STILL)) {
                watch = null;
            }
            if (watch == null) {
                watch = begin(options, instrumentation);
            } else if (!watch.test(options)) {
                watch = null;
            }
        } catch (IllegalArgumentException mistake) {
            Agent.complain(mistake.getMessage());
        } catch (Exception e) {
            Agent.complain(e);
        }
    }

    @SuppressWarnings("unchecked") // the class says so, and the inner loader has the same interfaces
    private static Predicate<String> begin(String options, Instrumentation instrumentation) throws Exception {
        Class<?> inner = new InnerLoader(ownJar()).loadClass(INNER);
        var starter = (BiFunction<String, Instrumentation, Callable<Predicate<String>>>)
                inner.getConstructor().newInstance();
        return starter.apply(options, instrumentation).call();
    }

    private static Path ownJar() throws URISyntaxException {
        return Path.of(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
