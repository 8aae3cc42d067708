package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bascule.Bridge;
import dev.bascule.sync.Borrower;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.SyncConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DualSemaphoreContractTest extends SemaphoreContract {
    private static final int CROWD = 40;

    @Override
    protected Permits create(int permits, UnaryOperator<SyncConfig> configure) {
        return new OfSemaphore(DualSemaphore.create(permits, configure));
    }

    @Override
    protected int many() {
        return 100_000;
    }

    private record OfSemaphore(DualSemaphore semaphore) implements Permits {
        @Override
        public Acquirable each(int permits) {
            return new DualSubjects.OfSemaphore(semaphore, permits);
        }

        @Override
        public int available() {
            return semaphore.statistics().available();
        }

        @Override
        public int waiting() {
            return semaphore.statistics().waiting();
        }
    }

    @Test
    void borrowers_ofScopes_areNamed() throws Exception {
        DualSemaphore semaphore = DualSemaphore.create(6, config -> config.withName("connections"));
        CompletableFuture<String> body = Bridge.promise("the body");
        CompletableFuture<String> plain = new CompletableFuture<>();
        CompletableFuture<String> result = semaphore.withPermitsAsync(2, () -> body);
        CompletableFuture<String> other = semaphore.withPermitAsync(() -> plain);
        List<Borrower> borrowers =
                semaphore.withPermits(3, () -> semaphore.statistics().borrowers());
        String thread = Thread.currentThread().getName();
        assertThat(borrowers)
                .extracting(Borrower::permits, Borrower::name)
                .containsExactlyInAnyOrder(
                        tuple(3, "thread '" + thread + "'"),
                        tuple(2, "promise 'the body'"),
                        tuple(1, "a stage that is not Bascule's"));
        assertThat(semaphore.statistics().name()).isEqualTo("connections");
        assertThat(semaphore.statistics().available()).isEqualTo(3);
        body.complete("done");
        plain.complete("done");
        assertThat(result).isCompleted();
        assertThat(other).isCompleted();
        assertThat(semaphore.statistics().borrowers()).isEmpty();
        assertThat(semaphore).hasToString(semaphore.statistics().toString());
    }

    @Test
    void borrowers_more_thanFitInOnePlace_areAllNamedAndForgotten() {
        DualSemaphore semaphore = DualSemaphore.create(CROWD);
        Acquirable one = new DualSubjects.OfSemaphore(semaphore, 1);
        for (int round = 0; round < 3; round++) {
            List<Visit> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(come(one, new Way(Face.THREAD, Way.Form.PLAIN, true)));
            }
            crowd.forEach(Visit::untilItHasIt);
            assertThat(semaphore.statistics().borrowers()).hasSize(CROWD).allMatch(borrower -> borrower.permits() == 1);
            crowd.forEach(Visit::leave);
            assertThat(semaphore.statistics().borrowers()).isEmpty();
            assertWhole(one, round);
        }
    }
}
