package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.loop.EventLoop;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task that sets and cancels timers on its own loop, straight in the heap, while a closer takes the loop from it. */
class TimerClosingTest {
    @Test
    void close_whileATaskSetsTimers_endsEachOfThem() throws Exception {
        close(100);
    }

    @Tag("stress")
    @Test
    void close_whileATaskSetsTimers_endsEachOfThem_long() throws Exception {
        close(5_000);
    }

    private static void close(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            EventLoop loop = EventLoop.open("timers");
            Queue<CompletableFuture<Integer>> timers = new ConcurrentLinkedQueue<>();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch refused = new CountDownLatch(1);
            loop.executor().execute(() -> {
                setUntilRefused(loop, timers, begun);
                refused.countDown();
            });
            begun.await();
            loop.close(Duration.ofNanos(round % 5 * 100_000L));
            assertThat(refused.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(timers).isNotEmpty().allMatch(CompletableFuture::isDone);
        }
    }

    private static void setUntilRefused(
            EventLoop loop, Queue<CompletableFuture<Integer>> timers, CountDownLatch begun) {
        CompletableFuture<Integer> last;
        int count = 0;
        do {
            last = loop.schedule(Duration.ofHours(1 + count % 7), () -> 1);
            timers.add(last);
            if (++count % 3 == 0) {
                loop.schedule(Duration.ofHours(1), () -> 1).cancel(false);
            }
            begun.countDown();
        } while (!last.isDone());
    }
}
