package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bascule.loop.EventLoop;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An endless chain {@code tail = tail.then..(..)} keeps what is pending alive, never its past. */
class StageLeakTest {
    private static final int LENGTH = 200_000;
    private static final int SAMPLE = 1_000;
    private static final int PENDING = 500;

    private final List<WeakReference<Object>> samples = new ArrayList<>();

    /** How the next stage is made from the last one. */
    enum Step {
        RUN(tail -> tail.thenRun(() -> {}).thenApply(nothing -> 1)),
        HANDLE(tail -> tail.handle((value, failure) -> 1)),
        EXCEPTIONALLY(tail -> tail.exceptionally(failure -> 1)),
        WHEN_COMPLETE(tail -> tail.whenComplete((value, failure) -> {})),
        COMPOSE(tail -> tail.thenCompose(CompletableFuture::completedFuture)),
        COMBINE(tail -> tail.thenCombine(CompletableFuture.completedFuture(1), Integer::sum)),
        EITHER(tail -> tail.applyToEither(new CompletableFuture<>(), value -> value));

        final UnaryOperator<CompletableFuture<Integer>> next;

        Step(UnaryOperator<CompletableFuture<Integer>> next) {
            this.next = next;
        }
    }

    @ParameterizedTest
    @EnumSource
    void chain_onBusyLoop_doesNotRetainItsPast(Step step) throws Exception {
        chain(step, () -> 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"RUN", "EXCEPTIONALLY", "WHEN_COMPLETE", "COMPOSE", "COMBINE"})
    void chain_afterFailure_doesNotRetainItsPast(Step step) throws Exception {
        chain(step, () -> {
            throw new IOException("first");
        });
    }

    /** The tail is always pending while it is extended, since the loop has a bounded amount of work before it. */
    private void chain(Step step, Callable<Integer> first) throws Exception {
        Semaphore pending = new Semaphore(PENDING);
        try (EventLoop loop = EventLoop.open("chains")) {
            CompletableFuture<Integer> tail = loop.submit(first);
            for (int i = 0; i < LENGTH; i++) {
                tail = step.next.apply(tail);
                if (i % 10 == 0) {
                    pending.acquire();
                    tail = tail.handleAsync(StageLeakTest::pass).thenCompose(same -> same);
                    tail.whenComplete((value, failure) -> pending.release());
                }
                if (i % SAMPLE == 0) {
                    samples.add(new WeakReference<>(tail));
                }
            }
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Integer> held = loop.submit(() -> {
                gate.await();
                return 1;
            });
            tail = tail.thenCombine(held, Integer::sum);
            try {
                assertPastIsCollected();
            } finally {
                Reference.reachabilityFence(tail);
                gate.countDown();
            }
        }
    }

    private static CompletableFuture<Integer> pass(Integer value, Throwable failure) {
        return failure == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(failure);
    }

    private void assertPastIsCollected() {
        List<WeakReference<Object>> past = samples.subList(0, samples.size() - 20);
        assertThat(past).hasSizeGreaterThan(150);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(past).filteredOn(sample -> sample.get() != null).isEmpty();
        });
    }
}
