package dev.bascule.testkit.contract;

import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;

class DualWriteSideContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        return new DualReadWriteLocks(DualReadWriteLock.create(configure)).write();
    }
}
