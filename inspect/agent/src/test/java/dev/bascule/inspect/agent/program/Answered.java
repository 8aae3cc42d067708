package dev.bascule.inspect.agent.program;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits for some seconds for what comes in the end, in the way that is named. */
public final class Answered {
    private static final int SECONDS = 2;

    private Answered() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "other-pool" -> otherPool();
            case "process" -> process();
            case "map-of-replies" -> mapOfReplies();
            case "waits-on-itself" -> waitsOnItself();
            case "joins-itself" -> joinsItself();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** A worker waits, and behind it in the queue another task that waits for the same. */
    private static void twice(Callable<?> wait) throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        Future<?> first = worker.submit(wait);
        Future<?> second = worker.submit(wait);
        first.get();
        second.get();
        worker.shutdown();
    }

    private static void otherPool() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        Future<String> answer = other.submit(() -> {
            TimeUnit.SECONDS.sleep(SECONDS);
            return "answer";
        });
        twice(answer::get);
        other.shutdown();
    }

    private static void process() throws Exception {
        CompletableFuture<Process> end =
                new ProcessBuilder("sleep", "" + SECONDS).start().onExit();
        twice(end::join);
    }

    /** Behind more than a search goes through. */
    private static void mapOfReplies() throws Exception {
        Replies replies = new Replies();
        CompletableFuture<String> reply = new CompletableFuture<>();
        replies.pending.put(1, reply);
        new Thread(replies, "replies").start();
        var timer = Executors.newScheduledThreadPool(1);
        timer.schedule(() -> replies.came.add(1), SECONDS, TimeUnit.SECONDS);
        twice(reply::join);
        timer.shutdown();
    }

    private static final class Replies implements Runnable {
        private final Object[] others = new Object[60_000];
        private final Map<Integer, CompletableFuture<String>> pending = new HashMap<>();
        private final BlockingQueue<Integer> came = new LinkedBlockingQueue<>();

        Replies() {
            for (int i = 0; i < others.length; i++) {
                others[i] = new Object();
            }
        }

        @Override
        public void run() {
            try {
                pending.get(came.take()).complete("reply");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** As workers of old do for work. */
    private static void waitsOnItself() throws Exception {
        Thread worker = new Thread() {
            private boolean isTold;

            @Override
            public synchronized void run() {
                try {
                    while (!isTold) {
                        wait();
                    }
                } catch (InterruptedException e) {
                    isTold = true;
                }
            }
        };
        worker.start();
        TimeUnit.SECONDS.sleep(SECONDS);
        worker.interrupt();
    }

    private static void joinsItself() throws Exception {
        Thread main = Thread.currentThread();
        new Thread(() -> {
                    try {
                        TimeUnit.SECONDS.sleep(SECONDS);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    System.exit(0);
                })
                .start();
        main.join();
    }
}
