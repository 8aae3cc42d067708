package dev.bascule.inspect.agent.program;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain thread that is a loop, and computes for long now and then; and one that spins, and has nothing to do. */
public final class OwnLoop {
    private static final int ROUNDS = 8;
    private static volatile long sink;
    private static volatile boolean isOver;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    private OwnLoop() {}

    public static void main(String[] arguments) throws Exception {
        OwnLoop loop = new OwnLoop();
        start(loop::work, "reactor-http-1");
        start(OwnLoop::spin, "reactor-http-2");
        CountDownLatch never = new CountDownLatch(1);
        for (int round = 0; round < ROUNDS; round++) {
            CountDownLatch done = new CountDownLatch(1);
            never.await(100, TimeUnit.MILLISECONDS); // idle meanwhile
            loop.tasks.add(() -> {
                primes();
                done.countDown();
            });
            done.await();
        }
        isOver = true;
    }

    private static void start(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        try {
            while (true) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void spin() {
        while (!isOver) {
            sink++;
        }
    }

    private static void primes() {
        long end = System.nanoTime() + 500_000_000;
        while (System.nanoTime() - end < 0) {
            sink++;
        }
    }
}
