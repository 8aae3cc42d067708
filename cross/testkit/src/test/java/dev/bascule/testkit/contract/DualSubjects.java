package dev.bascule.testkit.contract;

import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualSemaphore;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Bascule's own locks and permits as subjects. */
final class DualSubjects {
    private DualSubjects() {}

    /** A lock, or one side of one; the other one blocks it. */
    record OfLock(DualLock lock, DualLock blocker, int capacity, IntSupplier waits, BooleanSupplier whole)
            implements Acquirable {
        @Override
        public AutoCloseable block() {
            return blocker.tryAcquire();
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            return lock.acquire();
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            return lock.acquire(limit);
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            return lock.acquireUninterruptibly();
        }

        @Override
        public CompletableFuture<?> awaitAsync() {
            return lock.acquireAsync();
        }

        @Override
        public AutoCloseable tryNow() {
            return lock.tryAcquire();
        }

        @Override
        public <T> T with(Callable<T> body) throws Exception {
            return lock.withLock(body::call);
        }

        @Override
        public <T> T with(Duration limit, Callable<T> body) throws Exception {
            return lock.withLock(limit, body::call);
        }

        @Override
        public <T> T withUninterruptibly(Callable<T> body) throws Exception {
            return lock.withLockUninterruptibly(body::call);
        }

        @Override
        public <T> CompletableFuture<T> withAsync(Supplier<? extends CompletionStage<T>> body) {
            return lock.withLockAsync(body);
        }

        @Override
        public boolean tryWith(Runnable body) {
            return lock.tryWithLock(body::run);
        }

        @Override
        public int waiting() {
            return waits.getAsInt();
        }

        @Override
        public boolean isWhole() {
            return whole.getAsBoolean();
        }

        @Override
        public String toString() {
            return lock.toString();
        }
    }

    /** Requests for so many permits; all of them together block it. */
    record OfSemaphore(DualSemaphore semaphore, int permits) implements Acquirable {
        @Override
        public AutoCloseable block() {
            return semaphore.tryAcquire(semaphore.statistics().permits());
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            return semaphore.acquire(permits);
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            return semaphore.acquire(permits, limit);
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            return semaphore.acquireUninterruptibly(permits);
        }

        @Override
        public CompletableFuture<?> awaitAsync() {
            return semaphore.acquireAsync(permits);
        }

        @Override
        public AutoCloseable tryNow() {
            return semaphore.tryAcquire(permits);
        }

        @Override
        public <T> T with(Callable<T> body) throws Exception {
            return semaphore.withPermits(permits, body::call);
        }

        @Override
        public <T> T with(Duration limit, Callable<T> body) throws Exception {
            return semaphore.withPermits(permits, limit, body::call);
        }

        @Override
        public <T> T withUninterruptibly(Callable<T> body) throws Exception {
            return semaphore.withPermitsUninterruptibly(permits, body::call);
        }

        @Override
        public <T> CompletableFuture<T> withAsync(Supplier<? extends CompletionStage<T>> body) {
            return semaphore.withPermitsAsync(permits, body);
        }

        @Override
        public boolean tryWith(Runnable body) {
            return semaphore.tryWithPermits(permits, body::run);
        }

        @Override
        public int waiting() {
            return semaphore.statistics().waiting();
        }

        @Override
        public boolean isWhole() {
            return semaphore.statistics().available() == semaphore.statistics().permits();
        }

        @Override
        public int capacity() {
            return semaphore.statistics().permits() / permits;
        }

        @Override
        public String toString() {
            return permits + " of " + semaphore;
        }
    }
}
