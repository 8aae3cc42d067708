package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is left behind: timers of a closed loop, threads that nobody needs any more, work that run did not wait for. */
class LeftoversTest {
    private static void assertClosed(CompletableFuture<?> stage) {
        assertThat(stage).isDone();
        assertThatThrownBy(() -> Bridge.await(stage)).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void close_withTimersPending_failsThemAtOnce() throws Exception {
        EventLoop loop = EventLoop.open("timers");
        CompletableFuture<Integer> timer = loop.schedule(Duration.ofDays(1), () -> 1);
        CompletableFuture<Void> ticks = loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofDays(1), () -> {});
        loop.submit(() -> 1).get(10, TimeUnit.SECONDS);
        long begin = System.nanoTime();

        loop.close(Duration.ofSeconds(20));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertClosed(timer);
        assertClosed(ticks);
        assertThat(OurThreads.exist("bascule-timers")).isFalse();
    }

    @Test
    void backgroundThreads_endWhenIdle() {
        CompletableFuture<Object> promise = Bridge.promise("timed");
        promise.completeOnTimeout(1, 1, TimeUnit.MILLISECONDS);
        assertThat(promise.join()).isEqualTo(1);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            System.gc(); // of failures that other tests did not look at: they are watched until they are collected
            return !OurThreads.exist("bascule-timer") && !OurThreads.exist("bascule-completions");
        });
    }

    @Test
    void run_leavesNothingBehind() throws Exception {
        List<CompletableFuture<Object>> left = new ArrayList<>();
        Object result = Bridge.run(() -> {
            CompletableFuture<Object> promise = Bridge.promise("never completed");
            left.add(promise.thenApplyAsync(value -> value));
            left.add(CompletableFuture.<Object>completedFuture(1)
                    .thenApplyAsync(value -> value, promise.defaultExecutor()));
            return CompletableFuture.completedFuture("result");
        });

        assertThat(result).isEqualTo("result");
        await().until(() -> left.get(1).isDone()); // on the daemon thread for what has no home any more
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("bascule-run"));
        assertThat(Bridge.<Integer>run(() -> CompletableFuture.completedFuture(2)))
                .isEqualTo(2);
    }
}
