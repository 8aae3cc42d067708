package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.elsewhere;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Locks, queues and results that need not be waited for. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "LockNotBeforeTry", "FutureReturnValueIgnored"})
public final class Controls implements AutoCloseable {
    private final Object monitor = new Object();
    private final ReentrantLock free = new ReentrantLock();
    private final ReentrantLock taken = new ReentrantLock();
    private final ReentrantReadWriteLock pair = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();
    private final ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<String> done = CompletableFuture.completedFuture("done");
    private final FutureTask<String> task = new FutureTask<>(() -> "done");
    private final ForkJoinTask<String> forked = ForkJoinPool.commonPool().submit(() -> "done");
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Thread ended = new Thread();
    private final Process over = new ProcessBuilder("true").start();

    public Controls() throws Exception {
        elsewhere(taken::lock);
        task.run();
        forked.get();
        ended.start();
        ended.join();
        over.waitFor();
        pool.submit(() -> "warm").get();
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    @Control
    void freeLock() {
        free.lock();
        free.unlock();
    }

    @Control
    void freeLockTimed() throws InterruptedException {
        free.tryLock(1, TimeUnit.SECONDS);
        free.unlock();
    }

    @Control
    void tryLockFree() {
        free.tryLock();
        free.unlock();
    }

    @Control
    void tryLockTaken() {
        taken.tryLock();
    }

    @Control
    void tryLockTakenWithNoTime() throws InterruptedException {
        taken.tryLock(0, TimeUnit.SECONDS);
    }

    @Control
    void freePairOfLocks() {
        pair.readLock().lock();
        pair.readLock().unlock();
        pair.writeLock().lock();
        pair.writeLock().unlock();
    }

    @Control
    void stampedOptimistically() {
        stamped.validate(stamped.tryOptimisticRead());
        stamped.unlockWrite(stamped.writeLock());
    }

    @Control
    void freeMonitor() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    @Control
    void permitThatIsThere() throws InterruptedException {
        new Semaphore(1).acquire();
    }

    @Control
    void tryAcquireInVain() {
        new Semaphore(0).tryAcquire();
    }

    @Control
    void openLatch() throws InterruptedException {
        new CountDownLatch(0).await();
    }

    @Control
    void barrierOfOne() throws Exception {
        new CyclicBarrier(1).await();
    }

    @Control
    void arrive() {
        new Phaser(2).arrive();
    }

    @Control
    void pollEmpty() {
        new LinkedBlockingQueue<>().poll();
    }

    @Control
    void pollEmptyWithNoTime() throws InterruptedException {
        new LinkedBlockingQueue<>().poll(0, TimeUnit.SECONDS);
    }

    @Control
    void putAndTakeWithRoom() throws InterruptedException {
        queue.put("one");
        queue.offer("two");
        queue.take();
    }

    @Control
    void pollAndOfferOfHandOff() {
        SynchronousQueue<String> handOff = new SynchronousQueue<>();
        handOff.poll();
        handOff.offer("one");
        new LinkedTransferQueue<String>().tryTransfer("one");
    }

    @Control
    void pollReferences() {
        new ReferenceQueue<>().poll();
    }

    @Control
    void getNow() {
        new CompletableFuture<String>().getNow("now");
    }

    @Control
    void getDone() throws ExecutionException, InterruptedException {
        done.get();
        done.join();
    }

    @Control
    void getDoneTask() throws ExecutionException, InterruptedException {
        task.get();
    }

    @Control
    void joinDoneFork() {
        forked.join();
    }

    @Control
    void chain() {
        new CompletableFuture<String>().thenApply(String::length).thenCompose(CompletableFuture::completedFuture);
    }

    @Control
    void submit() {
        pool.submit(() -> "done");
    }

    @Control
    void joinEnded() throws InterruptedException {
        ended.join();
    }

    @Control
    void joinEndedTimed() throws InterruptedException {
        ended.join(1_000);
    }

    @Control
    void waitForEndedProcess() throws InterruptedException {
        over.waitFor();
        over.exitValue();
    }

    @Control
    void waitForEndedProcessTimed() throws InterruptedException {
        over.waitFor(1, TimeUnit.SECONDS);
    }

    /** Its methods have the names of JDBC's, and nothing else of it. */
    private static final class Rows {
        private int at;

        boolean next() {
            return at++ < 1;
        }

        void execute() {
            at = 0;
        }
    }

    @Control
    void rowsOfItsOwn() {
        Rows rows = new Rows();
        rows.execute();
        rows.next();
    }

    @Control
    void yield() {
        Thread.yield();
        Thread.onSpinWait();
    }
}
