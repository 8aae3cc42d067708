package dev.bascule.inspect.agent.program;

import java.util.concurrent.TimeUnit;

/** A virtual thread that waits in a class initialiser, where it cannot leave its carrier; on a JDK that has them. */
public final class Pins {
    private Pins() {}

    /** Takes its time. */
    static final class Slow {
        static final int VALUE = load();

        private Slow() {}

        private static int load() {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 1;
        }
    }

    public static void main(String[] arguments) throws Exception {
        Runnable body = () -> System.out.println(Slow.VALUE);
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
        thread.join();
    }
}
