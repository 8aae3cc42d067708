package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.stage.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An offload's deadline for each call: a late one is dropped where it is queued, and given up where it runs. */
class OffloadDeadlineTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    private Object stubborn() {
        while (true) {
            try {
                gate.await();
                return "through";
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    private static Offload open(Duration deadline) {
        return Offload.open(
                c -> c.withName("late").withConcurrency(1).withQueueLimit(100).withDeadline(deadline));
    }

    @Test
    void deadline_ofQueuedCall_dropsItUnrun() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        try (Offload offload = open(Duration.ofMillis(20))) {
            offload.call(this::stubborn);
            List<CompletableFuture<Integer>> queued = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                queued.add(offload.call(ran::incrementAndGet));
            }
            for (CompletableFuture<Integer> call : queued) {
                assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOf(DeadlineExceededException.class)
                        .hasMessageStartingWith("BSC206: a call on offload 'late' was not done within PT0.02S")
                        .hasMessageContaining("still queued and was dropped");
            }
            await().until(() -> offload.statistics().queued() == 0);
            gate.countDown();
            await().until(() -> offload.statistics().running() == 0);
            assertThat(offload.statistics().completed()).isEqualTo(1);
        }
        assertThat(ran).hasValue(0);
    }

    @Test
    void deadline_ofRunningCall_failsItsStageAndInterruptsIt() throws Exception {
        try (Offload offload = open(Duration.ofSeconds(1))) {
            CompletableFuture<Object> running = offload.call(this::stubborn);

            assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("it had started");
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(offload.statistics())
                    .extracting(OffloadStatistics::running, OffloadStatistics::abandoned)
                    .containsExactly(1, 1L);
            gate.countDown();
        }
    }

    @Test
    void deadline_thatIsFarAway_changesNothing() throws Exception {
        try (Offload offload = open(Duration.ofDays(1))) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(offload.call(() -> "in time").get(10, TimeUnit.SECONDS))
                        .isEqualTo("in time");
            }
        }
    }
}
