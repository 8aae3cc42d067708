package dev.bascule.inspect.agent.program;

import java.util.concurrent.TimeUnit;

/** A loop that sleeps for long, and at once waits for a monitor: for less long, which is printed in nanoseconds. */
public final class Contends {
    private static final Object MONITOR = new Object();

    private Contends() {}

    public static void main(String[] arguments) throws Exception {
        Thread loop = new Thread(Contends::turn, "reactor-http-1");
        synchronized (MONITOR) {
            loop.start();
            while (loop.getState() != Thread.State.BLOCKED) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        loop.join();
    }

    private static void turn() {
        try {
            TimeUnit.MILLISECONDS.sleep(1_500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        enter();
    }

    private static void enter() {
        long start = System.nanoTime();
        synchronized (MONITOR) {
            System.out.println("waited " + (System.nanoTime() - start));
        }
    }
}
