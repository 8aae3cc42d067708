package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers;
import dev.bascule.internal.Threads;
import dev.bascule.stage.ClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Ten thousand virtual threads on one primitive, all let go at the same moment. */
@EnabledIf("dev.bascule.internal.Threads#haveVirtual")
class VirtualThreadsTest {
    private static final int THREADS = 10_000;
    private static final int TIMES = 10;

    private final DualLatch gate = DualLatch.create(1);
    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Starts the threads, which wait at the gate. */
    private void start(IntFunction<Actors.Body> bodies) {
        for (int i = 0; i < THREADS; i++) {
            Actors.Body body = bodies.apply(i);
            Thread thread = Threads.newVirtual("crowd-" + i, () -> {
                try {
                    gate.await();
                    body.run();
                } catch (Throwable failure) {
                    failures.add(failure);
                }
            });
            threads.add(thread);
            thread.start();
        }
        Callers.eventually().until(() -> gate.statistics().waiting() == THREADS);
    }

    private void letGo() {
        gate.countDown();
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(Actors.SECONDS * 1_000);
            assertThat(thread.isAlive()).as("%s hangs", thread).isFalse();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void lock_ofTenThousandThreads_isHeldByOneAtATime() throws Exception {
        DualLock lock = DualLock.create();
        int[] count = {0};
        start(i -> () -> {
            for (int n = 0; n < TIMES; n++) {
                boolean yields = (i + n) % 50 == 0;
                lock.withLock(() -> {
                    int before = count[0];
                    if (yields) {
                        Thread.yield(); // gives its carrier away while it holds the lock
                    }
                    count[0] = before + 1;
                    return null;
                });
            }
        });
        letGo();
        join();
        assertThat(count[0]).isEqualTo(THREADS * TIMES);
        assertThat(lock.statistics().waiting()).isZero();
        assertThat(lock.tryAcquire()).isNotNull();
    }

    @Test
    void lock_halfOfWhoseWaitersAreInterrupted_goesToTheOthers() throws Exception {
        DualLock lock = DualLock.create();
        AtomicInteger got = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        Hold first = lock.acquire();
        start(i -> () -> {
            try (Hold hold = lock.acquire()) {
                got.incrementAndGet();
            } catch (InterruptedException interrupted) {
                gone.incrementAndGet();
            }
        });
        letGo();
        Callers.eventually().until(() -> lock.statistics().waiting() == THREADS);
        for (int i = 0; i < THREADS; i += 2) {
            threads.get(i).interrupt();
        }
        first.close();
        join();
        assertThat(got.get() + gone.get()).isEqualTo(THREADS);
        assertThat(got).hasValueGreaterThanOrEqualTo(THREADS / 2);
        assertThat(lock.statistics().waiting()).isZero();
        assertThat(lock.tryAcquire()).isNotNull();
    }

    @Test
    void permits_ofTenThousandThreads_areNeverExceeded() throws Exception {
        int permits = 5;
        DualSemaphore semaphore = DualSemaphore.create(permits);
        AtomicInteger inUse = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        start(i -> () -> {
            int wanted = 1 + i % 3;
            for (int n = 0; n < TIMES; n++) {
                semaphore.withPermits(wanted, () -> {
                    most.accumulateAndGet(inUse.addAndGet(wanted), Math::max);
                    Thread.yield();
                    return inUse.addAndGet(-wanted);
                });
            }
        });
        letGo();
        join();
        assertThat(most).hasValueBetween(1, permits);
        assertThat(semaphore.statistics().available()).isEqualTo(permits);
        assertThat(semaphore.statistics().waiting()).isZero();
    }

    @Test
    void queue_betweenTenThousandThreads_deliversEachItemOnce() throws Exception {
        DualQueue<Long> queue = DualQueue.create(16);
        AtomicInteger producers = new AtomicInteger(THREADS / 2);
        AtomicLong sum = new AtomicLong();
        AtomicInteger count = new AtomicInteger();
        start(i -> i % 2 == 0 ? () -> produce(queue, i, producers) : () -> consume(queue, sum, count));
        letGo();
        join();
        long items = (long) THREADS / 2 * TIMES;
        assertThat(count).hasValue((int) items);
        assertThat(sum).hasValue(items * (items - 1) / 2);
    }

    /** The last one closes the queue, so every consumer must end. */
    private static void produce(DualQueue<Long> queue, int number, AtomicInteger producers) throws Exception {
        for (int n = 0; n < TIMES; n++) {
            queue.put((long) number / 2 * TIMES + n);
        }
        if (producers.decrementAndGet() == 0) {
            queue.close();
        }
    }

    private static void consume(DualQueue<Long> queue, AtomicLong sum, AtomicInteger count) throws Exception {
        try {
            while (true) {
                sum.addAndGet(queue.take());
                count.incrementAndGet();
            }
        } catch (ClosedException end) {
            assertThat(end).hasNoCause();
        }
    }
}
