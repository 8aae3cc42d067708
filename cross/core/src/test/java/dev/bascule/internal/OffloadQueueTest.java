package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue alone: order, races of producers and consumers, sweeping. And the counts that bound it. */
class OffloadQueueTest {
    @Test
    void poll_acrossManySegments_givesTasksInOrder() {
        OffloadQueue queue = new OffloadQueue();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.poll()).isNull();
        for (int i = 0; i < 2_000; i++) {
            queue.add(new Numbered(0, i));
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(queue.isEmpty()).isFalse();
            assertThat(queue.hasNext()).isTrue();
            assertThat(((Numbered) queue.poll()).number).isEqualTo(i);
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void sweep_whenTheDeadOutnumberTheLiving_keepsOnlyTheLivingInOrder() {
        OffloadQueue queue = new OffloadQueue();
        List<Numbered> living = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            Numbered task = new Numbered(0, i);
            queue.add(task);
            if (i % 1_000 == 0) {
                living.add(task);
            } else {
                task.step(Task.QUEUED, Task.OVER);
                queue.died(living.size());
            }
        }
        int seen = 0;
        int dead = 0;
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            if (task.state() == Task.QUEUED) {
                assertThat(task).isSameAs(living.get(seen++));
            } else {
                dead++;
            }
        }
        assertThat(seen).isEqualTo(100);
        assertThat(dead).isLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void producersAndConsumers_racing_passEachTaskOnceAndInOrder(int consumers) throws Exception {
        race(consumers, 100_000);
    }

    @Tag("stress")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void producersAndConsumers_racing_passEachTaskOnceAndInOrder_long(int consumers) throws Exception {
        for (int round = 0; round < 20; round++) {
            race(consumers, 400_000);
        }
    }

    /** Every third task dies in the queue, so that sweeps run too. */
    private static void race(int consumers, int tasks) throws Exception {
        int producers = 3;
        OffloadQueue queue = new OffloadQueue();
        AtomicInteger left = new AtomicInteger(producers * (tasks - (tasks + 2) / 3));
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            threads.add(start(() -> produce(queue, producer, tasks)));
        }
        Set<Task> taken = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        for (int i = 0; i < consumers; i++) {
            threads.add(start(() -> consume(queue, left, new int[producers], taken)));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }
        assertThat(left).hasValue(0);
        assertThat(taken).hasSize(producers * (tasks - (tasks + 2) / 3));
    }

    private static CompletableFuture<Void> start(Runnable body) {
        return CompletableFuture.runAsync(body, work -> new Thread(work).start());
    }

    private static void produce(OffloadQueue queue, int producer, int tasks) {
        for (int i = 0; i < tasks; i++) {
            Numbered task = new Numbered(producer, i + 1);
            queue.add(task);
            if (i % 3 == 0 && task.step(Task.QUEUED, Task.OVER)) {
                queue.died(10);
            }
        }
    }

    private static void consume(OffloadQueue queue, AtomicInteger left, int[] last, Set<Task> taken) {
        while (left.get() > 0) {
            Numbered task = (Numbered) queue.poll();
            if (task == null) {
                Thread.onSpinWait();
                continue;
            }
            if (task.number <= last[task.producer]) {
                throw new AssertionError(task.number + " after " + last[task.producer]);
            }
            last[task.producer] = task.number;
            if (task.number % 3 == 1) {
                queue.buried(); // it dies, or has
            } else if (task.step(Task.QUEUED, Task.RUNNING) && taken.add(task)) {
                left.decrementAndGet();
            }
        }
    }

    @Test
    void places_racingForThem_areNeverMoreThanTheCapacity() throws Exception {
        int capacity = 5;
        OffloadCounts counts = new OffloadCounts(capacity);
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicLong accepted = new AtomicLong();
        AtomicLong refused = new AtomicLong();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(start(() -> {
                List<Runnable> leave = List.of(counts::ran, counts::dropped);
                int held = 0;
                for (int turn = 0; turn < 100_000; turn++) {
                    if (held < 2 && counts.tryAccept() != OffloadCounts.FULL) {
                        held++;
                        accepted.incrementAndGet();
                        most.accumulateAndGet(present.incrementAndGet(), Math::max);
                    } else if (held > 0) {
                        refused.addAndGet(held < 2 ? 1 : 0);
                        held--;
                        present.decrementAndGet();
                        leave.get(turn & 1).run();
                    }
                }
                for (; held > 0; held--) {
                    present.decrementAndGet();
                    counts.ran();
                }
            }));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(60, TimeUnit.SECONDS);
        }
        assertThat(most).hasValueLessThanOrEqualTo(capacity);
        assertThat(counts.present()).isZero();
        for (int i = 0; i < capacity; i++) {
            assertThat(counts.tryAccept()).isEqualTo(accepted.get() + i);
        }
        assertThat(counts.tryAccept()).isEqualTo(OffloadCounts.FULL);
        counts.dropped();
        assertThat(counts.tryAccept()).isNotEqualTo(OffloadCounts.FULL);
    }
}
