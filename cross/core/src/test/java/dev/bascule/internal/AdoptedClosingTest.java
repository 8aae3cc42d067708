package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Closing a loop that has no thread of its own, while nobody or somebody runs it. */
class AdoptedClosingTest {
    private final EventLoop loop =
            EventLoop.open(config -> config.withName("adopted").withOwnThread(false));

    private static CompletableFuture<Void> onNewThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task).start());
    }

    private CompletableFuture<Void> runUntil(CompletableFuture<?> stage) {
        return onNewThread(() -> {
            try {
                loop.runUntil(stage, Nesting.ALL);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertClosed(CompletableFuture<?> stage) {
        assertThat(stage).isDone();
        assertThatThrownBy(() -> Bridge.await(stage)).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void close_whenNobodyRunsTheLoop_drainsItHere() {
        CompletableFuture<Thread> queued = loop.submit(Thread::currentThread);

        loop.close(Duration.ofSeconds(10));

        assertThat(queued.join()).isSameAs(Thread.currentThread());
        assertClosed(loop.submit(() -> 1));
    }

    @Test
    void close_whenTheRunnerLeavesFirst_endsWhatIsLeft() throws Exception {
        CompletableFuture<Object> until = Bridge.promise("until");
        CompletableFuture<Void> runner = runUntil(until);
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Object> last = loop.submit(() -> {
            running.countDown();
            await().until(() -> loop.submit(() -> 1).isCompletedExceptionally()); // close has begun
            return until.complete(1);
        });
        CompletableFuture<Integer> later = loop.schedule(Duration.ofDays(1), () -> 1);
        running.await();

        loop.close(Duration.ofSeconds(10));

        runner.get(10, TimeUnit.SECONDS);
        assertThat(last.get(10, TimeUnit.SECONDS)).isEqualTo(true);
        assertClosed(later);
    }

    @Test
    void close_whileSomebodyRunsTheLoop_endsTheRunAtTheDeadline() {
        CompletableFuture<Object> never = loop.call(CompletableFuture::new);
        CompletableFuture<Void> runner = runUntil(never);
        await().until(() -> loop.submit(() -> 1).isDone());

        loop.close(Duration.ofMillis(50));

        assertClosed(never);
        assertThatThrownBy(() -> runner.get(10, TimeUnit.SECONDS)).isNotInstanceOf(InterruptedException.class);
    }

    @Test
    void close_fromManyThreads_returnsInAll() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Boolean> slow = loop.submit(() -> {
            started.countDown();
            return gate.await(10, TimeUnit.SECONDS);
        });
        List<CompletableFuture<Void>> closers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closers.add(onNewThread(() -> loop.close(Duration.ofSeconds(10))));
        }
        started.await();
        gate.countDown();
        for (CompletableFuture<Void> closer : closers) {
            closer.get(20, TimeUnit.SECONDS);
        }
        assertThat(slow.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
