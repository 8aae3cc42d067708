package dev.bascule.inspect.agent.program;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Hangs, with nothing but the JDK, in the way that is named; or only looks as if it did. */
public final class Hangs {
    private Hangs() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "result-hang" -> resultHang();
            case "nested-run" -> nestedRun();
            case "starved-pool" -> starvedPool();
            case "semaphore" -> semaphore();
            case "two-threads" -> twoThreads();
            case "mixed-locks" -> mixedLocks();
            case "lock-ring" -> lockRing();
            case "monitor-ring" -> monitorRing();
            case "join-ring" -> joinRing();
            case "initialisers" -> initialisers();
            case "upgrade" -> reading().writeLock().lock();
            case "interruptible-upgrade" -> reading().writeLock().lockInterruptibly();
            case "latch-on-own-pool" -> latchOnOwnPool();
            case "healthy" -> healthy();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static ScheduledExecutorService loop() {
        return Executors.newSingleThreadScheduledExecutor(body -> new Thread(body, "plain-loop"));
    }

    private static <T> CompletableFuture<T> later(ScheduledExecutorService loop, Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.schedule(
                () -> {
                    try {
                        result.complete(call.call());
                    } catch (Exception e) {
                        result.completeExceptionally(e);
                    }
                },
                10,
                TimeUnit.MILLISECONDS);
        return result;
    }

    private static void resultHang() {
        ScheduledExecutorService loop = loop();
        loop.execute(() -> later(loop, () -> 21).join());
    }

    private static void nestedRun() {
        ScheduledExecutorService loop = loop();
        loop.execute(() -> later(loop, () -> later(loop, () -> "reply"))
                .thenCompose(reply -> reply)
                .join());
    }

    private static void starvedPool() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CountDownLatch taken = new CountDownLatch(2);
        Callable<Integer> parent = () -> {
            taken.countDown();
            taken.await();
            return 2 * pool.submit(() -> 21).get();
        };
        pool.submit(parent);
        pool.submit(parent);
    }

    private static void semaphore() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        Semaphore permits = new Semaphore(0);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> permits.acquireUninterruptibly());
        }
        pool.execute(() -> permits.release(2));
    }

    private static void latchOnOwnPool() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.execute(() -> {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(done::countDown);
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void twoThreads() {
        CompletableFuture<Integer> left = new CompletableFuture<>();
        CompletableFuture<Integer> right = new CompletableFuture<>();
        new Thread(() -> right.complete(left.join()), "one").start();
        new Thread(new FutureTask<>(() -> left.complete(right.join())), "other").start();
    }

    /** The continuation runs on another thread, which may not unlock. */
    private static void mixedLocks() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        ScheduledExecutorService loop = loop();
        ScheduledExecutorService store = Executors.newSingleThreadScheduledExecutor();
        CompletableFuture<Void> update = CompletableFuture.supplyAsync(
                        () -> {
                            lock.lock();
                            CompletableFuture<Integer> stored = new CompletableFuture<>();
                            CompletableFuture<Void> unlocked = stored.thenRun(lock::unlock);
                            store.execute(() -> stored.complete(1));
                            return unlocked;
                        },
                        loop)
                .thenCompose(stored -> stored);
        update.handle((done, failure) -> failure).get();
        new Thread(() -> lock.lock(), "clerk").start();
    }

    private static void lockRing() {
        ring(new ReentrantLock(), new ReentrantLock());
    }

    private static void ring(ReentrantLock a, ReentrantLock b) {
        CountDownLatch both = new CountDownLatch(2);
        for (List<ReentrantLock> order : List.of(List.of(a, b), List.of(b, a))) {
            new Thread(() -> {
                        order.get(0).lock();
                        both.countDown();
                        await(both);
                        order.get(1).lock();
                    })
                    .start();
        }
    }

    private static void monitorRing() {
        Object a = new Object();
        Object b = new Object();
        CountDownLatch both = new CountDownLatch(2);
        for (List<Object> order : List.of(List.of(a, b), List.of(b, a))) {
            new Thread(() -> {
                        synchronized (order.get(0)) {
                            both.countDown();
                            await(both);
                            synchronized (order.get(1)) {
                                both.countDown();
                            }
                        }
                    })
                    .start();
        }
    }

    /** Who is waited for needs what the waiting one has. */
    private static void joinRing() {
        StringBuilder text = new StringBuilder();
        CountDownLatch taken = new CountDownLatch(1);
        Thread other = new Thread(
                () -> {
                    await(taken);
                    synchronized (text) {
                        text.append("never");
                    }
                },
                "other");
        Callable<Void> one = () -> {
            synchronized (text) {
                taken.countDown();
                other.join();
            }
            return null;
        };
        other.start();
        new Thread(new FutureTask<>(one), "one").start();
    }

    private static void initialisers() {
        new Thread(Chicken::new, "one").start();
        new Thread(Egg::new, "other").start();
    }

    private static final CountDownLatch BEGUN = new CountDownLatch(2);

    private static final class Chicken {
        static {
            BEGUN.countDown();
            await(BEGUN);
            new Egg();
        }
    }

    private static final class Egg {
        static {
            BEGUN.countDown();
            await(BEGUN);
            new Chicken();
        }
    }

    /** Who reads waits for the end of that to write. */
    private static ReentrantReadWriteLock reading() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        return lock;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Much that waits, and nothing that hangs; for two seconds. */
    private static void healthy() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        BlockingQueue<Runnable> other = new LinkedBlockingQueue<>();
        daemon("consumer", () -> forward(queue, other));
        daemon("second-consumer", () -> forward(other, queue));
        daemon("keeps-alive", () -> await(end));
        ExecutorService pool = Executors.newFixedThreadPool(2);
        CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> await(end), pool);
        pool.submit(slow::join); // waits, but for one that runs
        CompletableFuture<Void> queued = CompletableFuture.runAsync(() -> {}, pool);
        daemon("waits-for-the-pool", queued::join);
        ReentrantLock lock = new ReentrantLock();
        daemon("holder", () -> {
            lock.lock();
            await(end);
            lock.unlock();
        });
        daemon("wants", () -> {
            lock.lock();
            lock.unlock();
        });
        ScheduledExecutorService loop = loop();
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        loop.execute(() -> {
            loop.schedule(() -> answer.complete(0), 1, TimeUnit.HOURS); // in case that nobody answers
            answer.join();
        });
        new CountDownLatch(1).await(2, TimeUnit.SECONDS);
        answer.complete(1);
        loop.shutdownNow();
        end.countDown();
        pool.shutdown();
    }

    private static void forward(BlockingQueue<Runnable> from, BlockingQueue<Runnable> to) {
        try {
            while (true) {
                to.put(from.take());
            }
        } catch (InterruptedException e) {
            return;
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
