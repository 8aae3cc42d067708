package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.Hold;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualReadWriteContractTest extends ReadWriteContract {
    @Override
    protected ReadWrite createLock(UnaryOperator<SyncConfig> configure) {
        return new DualReadWriteLocks(DualReadWriteLock.create(configure));
    }

    @Test
    void statistics_ofBothSides_sayWhoHasIt() {
        DualReadWriteLock lock = DualReadWriteLock.create(config -> config.withName("routes"));
        try (Hold one = lock.read().tryAcquire();
                Hold other = lock.read().tryAcquire()) {
            assertThat(one).isNotSameAs(other);
            assertThat(lock.statistics().readers()).isEqualTo(2);
            assertThat(lock.statistics().written()).isFalse();
            assertThat(lock.statistics().name()).isEqualTo("routes");
        }
        try (Hold writer = lock.write().tryAcquire()) {
            assertThat(writer).isNotNull();
            assertThat(lock.statistics().readers()).isZero();
            assertThat(lock.statistics().written()).isTrue();
        }
        assertThat(lock).hasToString(lock.statistics().toString());
    }
}
