package dev.bascule.inspect.agent.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A loop that computes for long, then one that has much to do, and one that is idle. */
public final class Computes {
    private static volatile long sink;

    private Computes() {}

    public static void main(String[] arguments) throws Exception {
        ScheduledExecutorService loop =
                Executors.newSingleThreadScheduledExecutor(body -> new Thread(body, "reactor-http-1"));
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> primes(1_000_000_000));
        for (int i = 0; i < 2_000; i++) {
            loop.execute(Computes::little);
        }
        loop.schedule(end::countDown, 500, TimeUnit.MILLISECONDS); // idle meanwhile
        end.await();
        loop.shutdown();
    }

    private static void primes(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            sink += factor(sink);
        }
    }

    private static long factor(long number) {
        return Long.numberOfTrailingZeros(number * 31) + 1;
    }

    private static void little() {
        long end = System.nanoTime() + 200_000;
        while (System.nanoTime() - end < 0) {
            sink++;
        }
    }
}
