package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.offload.Offload;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.GateStatistics;
import dev.bascule.sync.LazyConfig;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualLazyContractTest extends LazyContract {
    @Override
    protected <T> Lazy<T> lazy(
            Supplier<? extends CompletionStage<T>> computation, UnaryOperator<LazyConfig> configure) {
        return new DualGates.OfLazy<>(DualLazy.of(computation, configure));
    }

    @Test
    void blockingFunction_runsOnItsOffload() throws Exception {
        try (Offload offload = Offload.open("computer")) {
            DualLazy<String> lazy =
                    DualLazy.of(offload, () -> Thread.currentThread().getName());
            assertThat(lazy.get()).startsWith("bascule-computer");
            IOException failure = new IOException("of the function");
            DualLazy<String> failing = DualLazy.of(offload, () -> {
                throw failure;
            });
            assertThatThrownBy(failing::get).hasCause(failure);
        }
    }

    @Test
    void statistics_countTheAttempts() {
        AtomicInteger attempts = new AtomicInteger();
        DualLazy<String> lazy = DualLazy.of(
                Offload.io(),
                () -> {
                    if (attempts.incrementAndGet() == 1) {
                        throw new IOException("the first time");
                    }
                    return "value";
                },
                config -> config.withName("lazy").withRetry(true));
        assertThat(lazy.statistics()).isEqualTo(new GateStatistics("lazy", false, 0, 0));
        assertThatThrownBy(lazy::get).hasRootCauseInstanceOf(IOException.class);
        assertThat(lazy.statistics()).isEqualTo(new GateStatistics("lazy", false, 1, 0));
        assertThat(lazy.getUninterruptibly()).isEqualTo("value");
        assertThat(lazy.statistics().open()).isTrue();
        assertThat(lazy).hasToString(lazy.statistics().toString());
    }
}
