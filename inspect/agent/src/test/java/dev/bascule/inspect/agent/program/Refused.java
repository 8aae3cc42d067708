package dev.bascule.inspect.agent.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Tries to block a loop, and prints what comes of it. */
public final class Refused {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private Refused() {}

    public static void main(String[] arguments) throws Exception {
        Thread loop = new Thread(Refused::all, "reactor-http-1");
        loop.start();
        loop.join();
        attempt("worker", Refused::sleep);
    }

    private static void all() {
        attempt("sleep", Refused::sleep);
        attempt("file", () -> Files.readString(Path.of(System.getProperty("java.home"), "release")));
        attempt("future", () -> new CompletableFuture<>().get(1, TimeUnit.SECONDS));
        attempt("latch", () -> {
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
            return "waited";
        });
        attempt("contended", Refused::contended);
    }

    private static String sleep() throws InterruptedException {
        Thread.sleep(1);
        return "slept";
    }

    /** Waits for the lock, and holds it afterwards. */
    private static String contended() {
        Thread waiter = Thread.currentThread();
        LOCK.lock();
        LOCK.unlock();
        new Thread(() -> {
                    LOCK.lock();
                    while (waiter.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    LOCK.unlock();
                })
                .start();
        while (!LOCK.isLocked()) {
            Thread.onSpinWait();
        }
        LOCK.lock();
        return LOCK.isHeldByCurrentThread() ? "locked" : "not locked";
    }

    private static void attempt(String name, Callable<?> body) {
        try {
            System.out.println(name + ": " + body.call());
        } catch (Throwable refused) {
            System.out.println(name + ": "
                    + String.valueOf(refused.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
