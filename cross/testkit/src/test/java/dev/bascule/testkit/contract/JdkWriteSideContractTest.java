package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

/** Writers of the JDK's lock. */
class JdkWriteSideContractTest extends AcquireContract<Acquirable> {
    @Override
    protected Acquirable create(UnaryOperator<SyncConfig> configure) {
        boolean fair = configure.apply(new SyncConfig("", false, null, false)).strictFifo();
        return new JdkSubjects.OfReadWriteLock(new ReentrantReadWriteLock(fair)).write();
    }
}
