package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Requests for one of several permits. */
class JdkSemaphoreOneContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        boolean fair = configure.apply(new SyncConfig("", false, null, false)).strictFifo();
        return new JdkSubjects.OfSemaphore(new Semaphore(3, fair), 3, 1);
    }
}
