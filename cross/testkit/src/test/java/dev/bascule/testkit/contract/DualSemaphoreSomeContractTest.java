package dev.bascule.testkit.contract;

import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;

/** Requests for 2 of 5 permits. */
class DualSemaphoreSomeContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        return new DualSubjects.OfSemaphore(DualSemaphore.create(5, configure), 2);
    }
}
