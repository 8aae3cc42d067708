package dev.bascule.bench;

import com.ibm.asyncutil.locks.AsyncLock;
import com.ibm.asyncutil.locks.AsyncReadWriteLock;
import com.ibm.asyncutil.locks.FairAsyncSemaphore;
import dev.bascule.bench.MemorySubjects.Maker;
import dev.bascule.bench.MemorySubjects.Subject;
import dev.bascule.bench.MemorySubjects.Wait;
import dev.bascule.bench.MemorySubjects.Waits;
import dev.bascule.sync.DualLatch;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

/**
 * Locks, semaphores and queues: {@code wait} is a virtual thread that waits for a lock, {@code acquire} a stage that does,
 * {@code item} one of those in full queues; the others are what nobody uses yet.
 */
final class SyncSubjects {
    private static final int FEW_SLOTS = 16;

    private SyncSubjects() {}

    static Subject named(String name) {
        return switch (name) {
            case "wait.bascule" -> basculeWaits();
            case "wait.jdk" -> jdkWaits();
            case "acquire.bascule" -> basculeAcquires();
            case "acquire.asyncutil" -> asyncutilAcquires();
            case "item.bascule" -> new FullQueues<DualQueue<Integer>>(DualQueue::create, DualQueue::tryPut);
            case "item.arrayQueue" ->
                new FullQueues<ArrayBlockingQueue<Integer>>(ArrayBlockingQueue::new, Collection::add);
            case "item.linkedQueue" ->
                new FullQueues<LinkedBlockingQueue<Integer>>(LinkedBlockingQueue::new, Collection::add);
            default -> MemorySubjects.many(idle(name));
        };
    }

    private static Maker idle(String name) {
        return switch (name) {
            case "lock.bascule" -> DualLock::create;
            case "lock.jdk" -> ReentrantLock::new;
            case "lock.asyncutil" -> AsyncLock::create;
            case "semaphore.bascule" -> () -> DualSemaphore.create(1);
            case "semaphore.jdk" -> () -> new Semaphore(1);
            case "semaphore.asyncutil" -> () -> new FairAsyncSemaphore(1);
            case "readWriteLock.bascule" -> DualReadWriteLock::create;
            case "readWriteLock.jdk" -> ReentrantReadWriteLock::new;
            case "readWriteLock.asyncutil" -> AsyncReadWriteLock::create;
            case "latch.bascule" -> () -> DualLatch.create(1);
            case "latch.jdk" -> () -> new CountDownLatch(1);
            case "queue.bascule" -> () -> DualQueue.create(FEW_SLOTS);
            case "queue.arrayQueue" -> () -> new ArrayBlockingQueue<>(FEW_SLOTS);
            case "queue.linkedQueue" -> () -> new LinkedBlockingQueue<>(FEW_SLOTS);
            default -> throw new IllegalArgumentException("no subject " + name);
        };
    }

    // -- who waits: the lock is held while any does; the end of the first wait lets it go, and each passes it on --

    private static Subject basculeWaits() {
        DualLock lock = DualLock.create();
        return new Waits(() -> {
            Hold first = lock.tryAcquire();
            return new Wait(
                    () -> {
                        try (Hold hold = lock.acquire()) {
                            return 1;
                        }
                    },
                    () -> {
                        if (first != null) {
                            first.close();
                        }
                    });
        });
    }

    private static Subject jdkWaits() {
        ReentrantLock lock = new ReentrantLock();
        return new Waits(() -> {
            if (!lock.isHeldByCurrentThread()) {
                lock.lock();
            }
            return new Wait(
                    () -> {
                        lock.lock();
                        try {
                            return 1;
                        } finally {
                            lock.unlock();
                        }
                    },
                    () -> {
                        if (lock.isHeldByCurrentThread()) {
                            lock.unlock();
                        }
                    });
        });
    }

    private static Subject basculeAcquires() {
        DualLock lock = DualLock.create();
        lock.tryAcquire(); // for ever
        return MemorySubjects.many(lock::acquireAsync);
    }

    private static Subject asyncutilAcquires() {
        AsyncLock lock = AsyncLock.create();
        lock.tryLock(); // for ever
        return MemorySubjects.many(lock::acquireLock);
    }

    /** Items in queues that are full, so that those weigh the same who make all places at once. */
    private static final class FullQueues<Q> implements Subject {
        private static final int SLOTS = 1_024;

        /** Of which a tenth still fills its queues. */
        private static final int COUNT = 100 * SLOTS;

        private final IntFunction<Q> maker;
        private final BiConsumer<Q, Integer> putter;
        private Q queue;
        private int items;

        FullQueues(IntFunction<Q> maker, BiConsumer<Q, Integer> putter) {
            this.maker = maker;
            this.putter = putter;
            queue = maker.apply(SLOTS);
        }

        @Override
        public Object add() {
            if (items == SLOTS) {
                queue = maker.apply(SLOTS);
                items = 0;
            }
            putter.accept(queue, 1);
            items++;
            return queue;
        }

        @Override
        public int count() {
            return COUNT;
        }
    }
}
