package dev.bascule.examples.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code Executors.newFixedThreadPool}, here with daemon threads and a look inside. */
final class PlainPool implements AutoCloseable {
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor executor;

    PlainPool(String name, int workers) {
        executor = (ThreadPoolExecutor) Executors.newFixedThreadPool(workers, body -> {
            Thread fresh = new Thread(body, name + "-" + (threads.size() + 1));
            fresh.setDaemon(true);
            threads.add(fresh);
            return fresh;
        });
    }

    ThreadPoolExecutor executor() {
        return executor;
    }

    /** What its threads do now. */
    String evidence() {
        return threads.stream().map(Stuck::describe).collect(Collectors.joining(".\n")) + ".\n"
                + executor.getQueue().size() + " tasks were in the queue that only they could run.\n"
                + Stuck.verdictOfJvm();
    }

    /** Interrupts the threads, and waits until they have ended. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a pool's threads did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
