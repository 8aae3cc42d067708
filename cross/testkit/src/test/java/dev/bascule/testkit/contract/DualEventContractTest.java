package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.sync.DualEvent;
import dev.bascule.sync.GateStatistics;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualEventContractTest extends EventContract<Event> {
    @Override
    protected int many() {
        return 100_000;
    }

    @Override
    protected Event create(UnaryOperator<SyncConfig> configure) {
        return new DualGates.OfEvent(DualEvent.create(configure));
    }

    @Test
    void statistics_countHowOftenItWasSet() {
        DualEvent event = DualEvent.create(config -> config.withName("event"));
        assertThat(event.statistics()).isEqualTo(new GateStatistics("event", false, 0, 0));
        var stage = event.awaitAsync();
        assertThat(event.statistics()).isEqualTo(new GateStatistics("event", false, 0, 1));
        event.set();
        event.set();
        assertThat(event.statistics()).isEqualTo(new GateStatistics("event", true, 1, 0));
        event.clear();
        event.clear();
        assertThat(event.statistics()).isEqualTo(new GateStatistics("event", false, 1, 0));
        event.set();
        assertThat(event.statistics()).isEqualTo(new GateStatistics("event", true, 2, 0));
        assertThat(Eventually.ended(stage)).isCompleted();
        assertThat(event).hasToString(event.statistics().toString());
    }
}
