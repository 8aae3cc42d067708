package dev.bascule.jcstress;

import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What can be acquired: a lock, or so many permits. */
sealed interface Source {
    Hold acquire() throws InterruptedException;

    Hold acquire(Duration limit) throws InterruptedException, AwaitTimeoutException;

    CompletableFuture<Hold> acquireAsync();

    Hold tryAcquire();

    int waiting();

    /** A lock, or a side of a read-write lock. */
    record Lock(DualLock lock) implements Source {
        @Override
        public Hold acquire() throws InterruptedException {
            return lock.acquire();
        }

        @Override
        public Hold acquire(Duration limit) throws InterruptedException, AwaitTimeoutException {
            return lock.acquire(limit);
        }

        @Override
        public CompletableFuture<Hold> acquireAsync() {
            return lock.acquireAsync();
        }

        @Override
        public Hold tryAcquire() {
            return lock.tryAcquire();
        }

        @Override
        public int waiting() {
            return lock.statistics().waiting();
        }
    }

    /** So many permits of a semaphore. */
    record Permits(DualSemaphore semaphore, int wanted) implements Source {
        @Override
        public Hold acquire() throws InterruptedException {
            return semaphore.acquire(wanted);
        }

        @Override
        public Hold acquire(Duration limit) throws InterruptedException, AwaitTimeoutException {
            return semaphore.acquire(wanted, limit);
        }

        @Override
        public CompletableFuture<Hold> acquireAsync() {
            return semaphore.acquireAsync(wanted);
        }

        @Override
        public Hold tryAcquire() {
            return semaphore.tryAcquire(wanted);
        }

        @Override
        public int waiting() {
            return semaphore.statistics().waiting();
        }
    }
}
