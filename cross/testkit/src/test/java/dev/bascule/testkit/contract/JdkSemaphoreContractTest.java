package dev.bascule.testkit.contract;

import dev.bascule.sync.SyncConfig;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

class JdkSemaphoreContractTest extends SemaphoreContract {
    @Override
    protected Permits create(int permits, UnaryOperator<SyncConfig> configure) {
        boolean fair = configure.apply(new SyncConfig("", false, null, false)).strictFifo();
        return new OfSemaphore(new Semaphore(permits, fair), permits);
    }

    private record OfSemaphore(Semaphore semaphore, int total) implements Permits {
        @Override
        public Acquirable each(int permits) {
            return new JdkSubjects.OfSemaphore(semaphore, total, permits);
        }

        @Override
        public int available() {
            return semaphore.availablePermits();
        }

        @Override
        public int waiting() {
            return semaphore.getQueueLength();
        }

        @Override
        public boolean isDual() {
            return false;
        }
    }
}
