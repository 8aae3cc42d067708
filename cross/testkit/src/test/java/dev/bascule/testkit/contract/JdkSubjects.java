package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The JDK's own classes as subjects: they hold the same contracts as far as they go, which tests the tests. */
final class JdkSubjects {
    private JdkSubjects() {}

    /** What they lack: an asynchronous face, and a scope, which is made here of the rest. */
    private interface Blocking extends Acquirable {
        @Override
        default <T> T with(Callable<T> body) throws Exception {
            return within(await(), body);
        }

        @Override
        default <T> T with(Duration limit, Callable<T> body) throws Exception {
            return within(await(limit), body);
        }

        @Override
        default <T> T withUninterruptibly(Callable<T> body) throws Exception {
            return within(awaitUninterruptibly(), body);
        }

        private static <T> T within(AutoCloseable hold, Callable<T> body) throws Exception {
            try (hold) {
                return body.call();
            }
        }

        @Override
        default boolean tryWith(Runnable body) {
            AutoCloseable hold = tryNow();
            if (hold == null) {
                return false;
            }
            try {
                body.run();
            } finally {
                Visit.close(hold);
            }
            return true;
        }

        @Override
        default CompletableFuture<?> awaitAsync() {
            throw new UnsupportedOperationException();
        }

        @Override
        default <T> CompletableFuture<T> withAsync(Supplier<? extends CompletionStage<T>> body) {
            throw new UnsupportedOperationException();
        }

        @Override
        default boolean isDual() {
            return false;
        }
    }

    /** Requests for so many of the permits there are in all. */
    record OfSemaphore(Semaphore semaphore, int total, int permits) implements Blocking {
        private AutoCloseable taken(int count) {
            return () -> semaphore.release(count);
        }

        @Override
        public AutoCloseable block() {
            return semaphore.tryAcquire(total) ? taken(total) : null;
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            semaphore.acquire(permits);
            return taken(permits);
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            if (semaphore.tryAcquire(permits, nanos(limit), TimeUnit.NANOSECONDS)) {
                return taken(permits);
            }
            throw new TimeoutException();
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            semaphore.acquireUninterruptibly(permits);
            return taken(permits);
        }

        /** Without a time it would overtake those who wait even if it is fair. */
        @Override
        public AutoCloseable tryNow() {
            try {
                return semaphore.tryAcquire(permits, 0, TimeUnit.NANOSECONDS) ? taken(permits) : null;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int waiting() {
            return semaphore.getQueueLength();
        }

        @Override
        public boolean isWhole() {
            return semaphore.availablePermits() == total;
        }

        @Override
        public int capacity() {
            return total / permits;
        }
    }

    /** One side of a read-write lock; it belongs to the thread that has it, which is always let in again. */
    record OfLock(ReentrantReadWriteLock both, Lock lock, int capacity) implements Blocking {
        @Override
        public AutoCloseable block() {
            return both.writeLock().tryLock() ? both.writeLock()::unlock : null;
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            lock.lockInterruptibly();
            return lock::unlock;
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            if (lock.tryLock(nanos(limit), TimeUnit.NANOSECONDS)) {
                return lock::unlock;
            }
            throw new TimeoutException();
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            lock.lock();
            return lock::unlock;
        }

        @Override
        public AutoCloseable tryNow() {
            try {
                return lock.tryLock(0, TimeUnit.NANOSECONDS) ? lock::unlock : null;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int waiting() {
            return both.getQueueLength();
        }

        @Override
        public boolean isWhole() {
            return both.getReadLockCount() == 0 && !both.isWriteLocked();
        }

        @Override
        public boolean isOwnedByThread() {
            return true;
        }
    }

    record OfReadWriteLock(ReentrantReadWriteLock both) implements ReadWrite {
        @Override
        public Acquirable read() {
            return new OfLock(both, both.readLock(), Integer.MAX_VALUE);
        }

        @Override
        public Acquirable write() {
            return new OfLock(both, both.writeLock(), 1);
        }

        @Override
        public int readers() {
            return both.getReadLockCount();
        }

        @Override
        public boolean isWritten() {
            return both.isWriteLocked();
        }

        @Override
        public int waiting() {
            return both.getQueueLength();
        }
    }

    /** The JDK does not say how many wait for a latch, so it is counted here. */
    record OfLatch(CountDownLatch latch, WaitCount waits) implements Latch {
        private static final AutoCloseable NOTHING_TO_GIVE_BACK = () -> {};

        @Override
        public void countDown() {
            latch.countDown();
        }

        @Override
        public long count() {
            return latch.getCount();
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            Thread me = waits.begin();
            try {
                latch.await();
                return NOTHING_TO_GIVE_BACK;
            } finally {
                waits.end(me);
            }
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            Thread me = waits.begin();
            try {
                if (latch.await(nanos(limit), TimeUnit.NANOSECONDS)) {
                    return NOTHING_TO_GIVE_BACK;
                }
                throw new TimeoutException();
            } finally {
                waits.end(me);
            }
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return await();
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public CompletableFuture<?> awaitAsync() {
            throw new UnsupportedOperationException();
        }

        @Override
        public AutoCloseable tryNow() {
            return latch.getCount() == 0 ? NOTHING_TO_GIVE_BACK : null;
        }

        @Override
        public int waiting() {
            return latch.getCount() == 0 ? 0 : waits.parked();
        }

        @Override
        public boolean isWhole() {
            return latch.getCount() == 0;
        }

        @Override
        public boolean isDual() {
            return false;
        }
    }

    private static long nanos(Duration limit) {
        try {
            return limit.toNanos();
        } catch (ArithmeticException tooLong) {
            return limit.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
