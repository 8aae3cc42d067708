package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.sync.DualLatch;
import dev.bascule.sync.GateStatistics;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualLatchContractTest extends LatchContract {
    @Override
    protected Latch create(int count, UnaryOperator<SyncConfig> configure) {
        return new DualGates.OfLatch(DualLatch.create(count, configure));
    }

    @Test
    void statistics_countWhatIsLeft() {
        DualLatch latch = DualLatch.create(2, config -> config.withName("latch"));
        var stage = latch.awaitAsync();
        assertThat(latch.statistics()).isEqualTo(new GateStatistics("latch", false, 2, 1));
        latch.countDown();
        assertThat(latch.statistics()).isEqualTo(new GateStatistics("latch", false, 1, 1));
        latch.countDown();
        assertThat(latch.statistics()).isEqualTo(new GateStatistics("latch", true, 0, 0));
        assertThat(Eventually.ended(stage)).isCompleted();
        assertThat(latch).hasToString(latch.statistics().toString());
    }
}
