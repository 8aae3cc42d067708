package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

class JdkLatchContractTest extends LatchContract {
    @Override
    protected Latch create(int count, UnaryOperator<SyncConfig> configure) {
        return new JdkSubjects.OfLatch(new CountDownLatch(count), new WaitCount());
    }
}
