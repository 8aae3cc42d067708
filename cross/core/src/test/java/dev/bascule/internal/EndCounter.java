package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often each of many stages tells its dependents that it has ended. */
final class EndCounter {
    private final Queue<AtomicInteger> counts = new ConcurrentLinkedQueue<>();

    void watch(CompletionStage<?> stage) {
        AtomicInteger count = new AtomicInteger();
        counts.add(count);
        stage.whenComplete((value, failure) -> count.incrementAndGet());
    }

    /** Plain dependents may be ended by a daemon thread a moment later, so this waits a little. */
    void assertEachEndedOnce() {
        assertThat(counts).isNotEmpty();
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> counts.stream().allMatch(count -> count.get() >= 1));
        assertThat(counts).allMatch(count -> count.get() == 1);
    }
}
