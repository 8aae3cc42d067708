package dev.bascule.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM starts: {@code -javaagent:bascule-agent.jar=options}, or {@code bascule attach}.
 *
 * <p><b>For maintainers.</b> Compiled for Java 8: a script that is watched may start a JVM of any age, and one that cannot
 * load this class does not start at all. The {@link Entry} needs the version that all else needs, and says here that it has
 * been loaded: to call it by reflection takes milliseconds.
 */
public final class Agent {
    /** The oldest version of Java that it can watch. */
    public static final int OLDEST = 17;

    /** What begins to watch, once it is loaded. */
    static volatile @Nullable BiConsumer<String, Instrumentation> entry;

    private Agent() {}

    /** At the start of the JVM. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    /** In a JVM that runs already: to begin, or, where one watches already, to tell it something. */
    public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
        start(options, instrumentation);
    }

    private static void start(@Nullable String options, Instrumentation instrumentation) {
        try {
            String version = System.getProperty("java.specification.version", "");
            if (isTooOld(version)) {
                complain("this JVM is of version " + version + ", and the agent needs " + OLDEST);
                return;
            }
            Class.forName("dev.bascule.agent.Entry");
            BiConsumer<String, Instrumentation> loaded = entry;
            if (loaded != null) {
                loaded.accept(options == null ? "" : options, instrumentation);
            }
        } catch (Throwable e) { // from here an error would end the JVM
            complain(e);
        }
    }

    /**
     * Whether a JVM cannot be watched.
     *
     * @param version of its specification: "17", or "1.8"
     */
    public static boolean isTooOld(String version) {
        return version.startsWith("1.") || Integer.parseInt(version) < OLDEST;
    }

    static void complain(@Nullable Object why) {
        System.err.println("bascule-agent: nothing is watched: " + why);
    }
}
