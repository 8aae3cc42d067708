package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Proofs through dependents, and cycles that another step than a wait closes. */
class StageProofTest {
    /** A call on a pool of one that waits for a dependent of its own stage; what it was told, or "open". */
    private static String waitFor(Function<CompletableFuture<String>, CompletionStage<?>> dependent) throws Exception {
        try (Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
            CompletableFuture<Thread> worker = new CompletableFuture<>();
            CompletableFuture<String> stage = pool.call(() -> {
                worker.complete(Thread.currentThread());
                try {
                    return "got " + Bridge.await(dependent.apply(self.get()));
                } catch (CrossingException proof) {
                    return proof.rule().name();
                } catch (InterruptedException givenUp) {
                    return "open";
                }
            });
            self.complete(stage);
            Thread thread = worker.get();
            Callers.eventually()
                    .until(() -> stage.isDone()
                            || thread.getState() == Thread.State.WAITING
                                    && !Bridge.waits().waits().isEmpty());
            if (!stage.isDone()) {
                thread.interrupt();
            }
            return stage.get();
        }
    }

    @Test
    void wait_forADependentOfOnesOwnCall_isProven() throws Exception {
        assertThat(waitFor(own -> own.thenApply(v -> v))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.thenApplyAsync(v -> v))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.handleAsync((v, e) -> v))).startsWith("BSC00");
        assertThat(waitFor(own -> own.whenComplete((v, e) -> {}))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.exceptionally(e -> "x"))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.thenCompose(v -> Bridge.promise("p")))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.minimalCompletionStage())).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.copy())).isEqualTo("BSC001");
    }

    @Test
    void wait_forAllOfOnesOwnAndAnOpenStage_isProven() throws Exception {
        assertThat(waitFor(own -> Bridge.allOf(own, Bridge.promise("open")))).isEqualTo("BSC001");
        assertThat(waitFor(own -> own.thenCombine(Bridge.promise("open"), (a, b) -> a)))
                .isEqualTo("BSC001");
        assertThat(waitFor(own -> Bridge.<Object>promise("open").runAfterBoth(own, () -> {})))
                .isEqualTo("BSC001");
    }

    @Test
    void wait_forAnyOfOnesOwnAndAnOpenStage_isNotProven() throws Exception {
        assertThat(waitFor(own -> Bridge.anyOf(own, Bridge.promise("open")))).isEqualTo("open");
        assertThat(waitFor(own -> own.applyToEither(new CompletableFuture<>(), v -> v)))
                .isEqualTo("open");
    }

    @Test
    void wait_forAnyOfTwoDependentsOfOnesOwnCall_isProven() throws Exception {
        assertThat(waitFor(own -> Bridge.anyOf(own.thenApply(v -> 1), own.thenApply(v -> 2))))
                .isEqualTo("BSC001");
    }

    @Test
    void wait_thatATimerEnds_isNotProven() throws Exception {
        assertThat(waitFor(own -> own.thenApply(v -> v).completeOnTimeout("late", 1, TimeUnit.HOURS)))
                .isEqualTo("open");
        assertThat(waitFor(own -> own.copy().orTimeout(1, TimeUnit.HOURS).thenApply(v -> v)))
                .isEqualTo("open");
    }

    @Test
    void wait_withALimit_isNotProvenAndEndsByItsLimit() throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
            CompletableFuture<String> stage = pool.call(() -> Bridge.await(self.get(), Duration.ofMillis(20)));
            self.complete(stage);
            assertThatThrownBy(() -> Bridge.await(stage, LONG)).hasCauseInstanceOf(AwaitTimeoutException.class);
            log.assertNothingProven();
        }
    }

    @Test
    void composition_thatReturnsItsOwnStage_failsAtOnce() throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> start = Bridge.promise("start");
            AtomicReference<CompletableFuture<String>> own = new AtomicReference<>();
            CompletableFuture<String> composed = start.thenCompose(v -> own.get());
            own.set(composed);
            start.complete("go");
            assertThatThrownBy(() -> Bridge.await(composed, LONG))
                    .isInstanceOf(AwaitException.class)
                    .hasCauseInstanceOf(CrossingException.class);
            log.onlyProof();
        }
    }

    @Test
    void twoCompositions_thatReturnEachOther_failOne() throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> start = Bridge.promise("start");
            AtomicReference<CompletableFuture<String>> second = new AtomicReference<>();
            CompletableFuture<String> one = start.thenCompose(v -> second.get());
            CompletableFuture<String> other = start.thenCompose(v -> one);
            second.set(other);
            start.complete("go");
            assertThatThrownBy(() -> Bridge.await(one, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            assertThatThrownBy(() -> Bridge.await(other, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            log.onlyProof();
        }
    }

    @Test
    void continuation_queuedOnAPoolWhoseOnlyWorkerWaitsForIt_failsTheDependent() throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            CompletableFuture<String> source = Bridge.promise("source");
            CompletableFuture<String> dependent = source.thenApplyAsync(v -> v + "!", pool);
            CompletableFuture<String> waiter = pool.call(() -> Bridge.await(dependent));
            Callers.eventually().until(() -> dependent.getNumberOfDependents() > 0);
            log.assertNothingProven(); // the source may fail, which needs no worker
            source.complete("x");
            assertThatThrownBy(() -> Bridge.await(waiter, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            assertThat(log.onlyProof().rule()).isEqualTo(RuleId.BSC002);
        }
    }

    @Test
    void continuationThatTakesFailuresToo_onAPoolWhoseOnlyWorkerWaitsForIt_isProvenAtTheWait() throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            CompletableFuture<String> source = Bridge.promise("source");
            CompletableFuture<String> dependent = source.handleAsync((v, e) -> v, pool);
            CompletableFuture<String> waiter = pool.call(() -> Bridge.await(dependent));
            assertThatThrownBy(() -> Bridge.await(waiter, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            assertThat(log.onlyProof().rule()).isEqualTo(RuleId.BSC002);
            source.complete("too late");
        }
    }

    @Test
    void promiseHandedToAPool_whoseOnlyWorkerWaitsForIt_failsAtTheHandOff() throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            CompletableFuture<String> promise = Bridge.ownedPromise("result");
            CompletableFuture<String> waiter = pool.call(() -> Bridge.await(promise));
            Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
            log.assertNothingProven();
            pool.call(Bridge.handOff(() -> promise.complete("x"), promise));
            assertThatThrownBy(() -> Bridge.await(waiter, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            log.onlyProof();
        }
    }

    @Test
    void functionThatRunsInline_andWaitsForWhatItsOwnDependentOwes_isProven() throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> source = Bridge.promise("source");
            AtomicReference<CompletableFuture<String>> own = new AtomicReference<>();
            CompletableFuture<String> dependent = source.thenApply(v -> {
                try {
                    return Bridge.await(own.get());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            own.set(dependent);
            source.complete("go"); // runs the function on this thread
            assertThatThrownBy(() -> Bridge.await(dependent, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            log.onlyProof();
        }
    }

    @Test
    void alternative_ofWhichThePlainOneIsDoneAlready_staysGuarded() throws Exception {
        CompletableFuture<String> open = Bridge.promise("open");
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("failed"));
        CompletableFuture<String> value = open.applyToEither(done, v -> v);
        assertThat(value).isNotExactlyInstanceOf(CompletableFuture.class);
        assertThat(Bridge.await(value, LONG)).isEqualTo("done");
        assertThat(open.runAfterEither(done, () -> {})).isNotExactlyInstanceOf(CompletableFuture.class);
        CompletableFuture<Void> none = open.acceptEitherAsync(failed, v -> {});
        assertThat(none).isNotExactlyInstanceOf(CompletableFuture.class);
        assertThatThrownBy(() -> Bridge.await(none, LONG)).hasCauseInstanceOf(IllegalStateException.class);
    }
}
