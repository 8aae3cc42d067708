package dev.bascule.inspect.agent.program;

import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;

/**
 * Virtual threads that want the carriers: {@code held} by as many that compute for ever, or {@code shared} by many that
 * compute for short; on a JDK that has them.
 */
public final class Starves {
    private static volatile long sink;

    private Starves() {}

    public static void main(String[] arguments) throws Exception {
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        Runnable body = arguments[0].equals("held") ? Starves::compute : Starves::computeAndYield;
        for (int i = 0; i < 6; i++) {
            start.invoke(null, body);
        }
        TimeUnit.SECONDS.sleep(arguments[0].equals("held") ? 600 : 8);
    }

    private static void compute() {
        while (sink >= 0) {
            sink++;
        }
    }

    private static void computeAndYield() {
        while (sink >= 0) {
            for (int i = 0; i < 1_000_000; i++) {
                sink++;
            }
            Thread.yield();
        }
    }
}
