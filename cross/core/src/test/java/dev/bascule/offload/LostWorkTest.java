package dev.bascule.offload;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.stage.ClosedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An executor that its owner ends while work of ours is in its queue. */
class LostWorkTest {
    private final ExecutorService raw = Executors.newSingleThreadExecutor();
    private final RegisteredExecutor pool = Bridge.register(raw, "ended", 1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private CompletableFuture<String> queued;
    private List<Runnable> dropped;

    @BeforeEach
    void endItWithACallInItsQueue() throws Exception {
        pool.execute(() -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException end) {
                // as its owner wants
            }
        });
        busy.await();
        queued = pool.call(() -> "never");
        dropped = raw.shutdownNow();
        assertThat(raw.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void assertLost(CompletableFuture<?> stage) {
        assertThatThrownBy(() -> Bridge.await(stage, LONG))
                .cause()
                .isInstanceOf(ClosedException.class)
                .hasMessageContainingAll(
                        "BSC207: call LostWorkTest", "was lost: executor 'ended' has ended without running it");
    }

    @Callers.ForEachCaller
    void wait_forACallThatWasDropped_failsInsteadOfHanging(Callers caller) throws Exception {
        assertThat(queued).isNotDone();
        assertThat(caller.failureOf(() -> Bridge.await(queued))).hasCauseInstanceOf(ClosedException.class);
        assertLost(queued);
    }

    @Test
    void wait_forADependentOfIt_failsToo() {
        CompletableFuture<Void> all = Bridge.allOf(CompletableFuture.completedFuture(1), queued.thenApply(v -> v));
        assertLost(all);
    }

    @Test
    void wrapper_whoseExecutorHasEnded_terminates() throws Exception {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(queued).isDone();
        assertLost(queued);
    }

    @Test
    void whatTheExecutorGivesBack_saysWhatItIs() {
        assertThat(dropped)
                .singleElement()
                .asString()
                .startsWith("call LostWorkTest")
                .endsWith(" on executor 'ended'");
    }
}
