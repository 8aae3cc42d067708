package dev.bascule.testkit.contract;

import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.SyncConfig;
import java.util.function.UnaryOperator;

/** Requests for 1 of 3 permits. */
class DualSemaphoreOneContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        return new DualSubjects.OfSemaphore(DualSemaphore.create(3, configure), 1);
    }
}
