package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** A semaphore of one permit is a lock that belongs to no thread. */
class JdkSemaphoreAsLockContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        boolean fair = configure.apply(new SyncConfig("", false, null, false)).strictFifo();
        return new JdkSubjects.OfSemaphore(new Semaphore(1, fair), 1, 1);
    }
}
