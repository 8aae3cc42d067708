package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.SyncConfig;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualLockContractTest extends AcquireContract<Acquirable> {
    @Override
    protected int many() {
        return 100_000;
    }

    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        DualLock lock = DualLock.create(configure);
        return new DualSubjects.OfLock(
                lock,
                lock,
                1,
                () -> lock.statistics().waiting(),
                () -> !lock.statistics().held());
    }

    @Test
    void withLockAsync_aMillionTimesOnOnePendingStage_needsNoDeepStack() {
        DualLock lock = DualLock.create();
        CompletableFuture<Object> start = Bridge.promise("start");
        CompletableFuture<?> tail = start;
        for (int i = 0; i < 1_000_000; i++) {
            tail = tail.thenCompose(nothing -> lock.withLockAsync(() -> CompletableFuture.completedFuture("done")));
        }
        start.complete("go");
        assertThat(Eventually.ended(tail).join()).isEqualTo("done");
        assertThat(lock.statistics().held()).isFalse();
    }
}
