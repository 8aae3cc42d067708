package dev.bascule.inspect.agent.program.probe;

import static dev.bascule.inspect.agent.program.probe.Others.elsewhere;
import static dev.bascule.inspect.agent.program.probe.Others.start;
import static dev.bascule.inspect.agent.program.probe.Others.whenWaiting;

import java.util.Date;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Locks, conditions, permits and gates. */
@SuppressWarnings({"WaitNotInLoop", "LockNotBeforeTry", "ReturnValueIgnored", "CheckReturnValue"})
public final class Locks {
    private final ReentrantLock taken = new ReentrantLock();
    private final ReentrantReadWriteLock takenPair = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();
    private final long stamp = stamped.writeLock();
    private final ReentrantLock own = new ReentrantLock();
    private final Condition condition = own.newCondition();
    private final Semaphore semaphore = new Semaphore(0);
    private final CountDownLatch latch = new CountDownLatch(1);
    private final CyclicBarrier barrier = new CyclicBarrier(2);
    private final Phaser phaser = new Phaser(2);
    private final Exchanger<String> exchanger = new Exchanger<>();

    public Locks() {
        elsewhere(taken::lock); // for ever
        elsewhere(() -> takenPair.writeLock().lock());
    }

    /** A lock that another thread has until the caller waits for it. */
    private static ReentrantLock heldForShort() {
        ReentrantLock lock = new ReentrantLock();
        Thread waiter = Thread.currentThread();
        start(() -> {
            lock.lock();
            while (waiter.getState() != Thread.State.WAITING) {
                Thread.yield();
            }
            lock.unlock();
        });
        while (!lock.isLocked()) {
            Thread.onSpinWait();
        }
        return lock;
    }

    @Probe("jdk.lock")
    void lock() {
        heldForShort().lock();
    }

    @Probe("jdk.lock")
    void lockInterruptibly() throws InterruptedException {
        heldForShort().lockInterruptibly();
    }

    @Probe("jdk.lock")
    void tryLockTimed() throws InterruptedException {
        taken.tryLock(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.lock")
    void readLockTimed() throws InterruptedException {
        takenPair.readLock().tryLock(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.lock")
    void writeLockTimed() throws InterruptedException {
        takenPair.writeLock().tryLock(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.lock")
    void stampedRead() {
        whenWaiting(() -> stamped.unlockWrite(stamp));
        stamped.unlockRead(stamped.readLock());
    }

    @Probe("jdk.lock")
    void stampedWriteTimed() throws InterruptedException {
        stamped.tryWriteLock(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.condition.await")
    void awaitCondition() throws InterruptedException {
        own.lock();
        try {
            whenWaiting(() -> {
                own.lock();
                condition.signalAll();
                own.unlock();
            });
            condition.await();
        } finally {
            own.unlock();
        }
    }

    @Probe("jdk.condition.await")
    void awaitConditionNanos() throws InterruptedException {
        own.lock();
        try {
            condition.awaitNanos(1_000_000);
        } finally {
            own.unlock();
        }
    }

    @Probe("jdk.condition.await")
    void awaitConditionTimed() throws InterruptedException {
        own.lock();
        try {
            condition.await(1, TimeUnit.MILLISECONDS);
        } finally {
            own.unlock();
        }
    }

    @Probe("jdk.condition.await")
    void awaitConditionUntil() throws InterruptedException {
        own.lock();
        try {
            condition.awaitUntil(new Date(System.currentTimeMillis() + 2));
        } finally {
            own.unlock();
        }
    }

    @Probe("jdk.semaphore")
    void acquire() throws InterruptedException {
        whenWaiting(semaphore::release);
        semaphore.acquire();
    }

    @Probe("jdk.semaphore")
    void acquireUninterruptibly() {
        whenWaiting(semaphore::release);
        semaphore.acquireUninterruptibly();
    }

    @Probe("jdk.semaphore")
    void tryAcquireTimed() throws InterruptedException {
        semaphore.tryAcquire(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.latch")
    void awaitLatch() throws InterruptedException {
        whenWaiting(latch::countDown);
        latch.await();
    }

    @Probe("jdk.latch")
    void awaitLatchTimed() throws InterruptedException {
        new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
    }

    @Probe("jdk.latch")
    void awaitBarrier() throws InterruptedException, BrokenBarrierException {
        whenWaiting(barrier::await);
        barrier.await();
    }

    @Probe("jdk.latch")
    void awaitPhase() {
        whenWaiting(phaser::arrive);
        phaser.arriveAndAwaitAdvance();
    }

    @Probe("jdk.latch")
    void exchangeTimed() throws InterruptedException {
        try {
            exchanger.exchange("mine", 20, TimeUnit.MILLISECONDS);
        } catch (TimeoutException expected) {
            return;
        }
    }
}
