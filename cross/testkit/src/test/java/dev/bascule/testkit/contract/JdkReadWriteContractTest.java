package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.UnaryOperator;

class JdkReadWriteContractTest extends ReadWriteContract {
    @Override
    protected ReadWrite createLock(UnaryOperator<SyncConfig> configure) {
        boolean fair = configure.apply(new SyncConfig("", false, null, false)).strictFifo();
        return new JdkSubjects.OfReadWriteLock(new ReentrantReadWriteLock(fair));
    }
}
