package dev.bascule.offload;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many calls at once on a registered executor: the contract of ExecutorService, and the proof. */
class InvokeTest {
    private final ExecutorService raw = Executors.newFixedThreadPool(2);
    private final RegisteredExecutor pool = Bridge.register(raw, "reports", 2);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        raw.shutdownNow();
    }

    private Callable<String> waits() {
        return () -> {
            gate.await();
            return "through";
        };
    }

    private static Callable<String> fails(String message) {
        return () -> {
            throw new IOException(message);
        };
    }

    // -- proofs --

    /** What a call on a pool of one worker gets that does this. */
    private static CrossingException proofFor(ThrowingUse use) throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            RegisteredExecutor narrow = Bridge.register(one, "one", 1);
            AtomicReference<CrossingException> proof = new AtomicReference<>();
            CompletableFuture<?> call = narrow.submit(() -> {
                try {
                    use.of(narrow);
                } catch (CrossingException refusal) {
                    proof.set(refusal);
                }
                return null;
            });
            Bridge.await(call, LONG);
            return proof.get();
        } finally {
            one.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface ThrowingUse {
        void of(RegisteredExecutor pool) throws Exception;
    }

    @Test
    void invokeAll_onThePoolOfItsOwnWorker_isProven() throws Exception {
        CrossingException proof = proofFor(pool -> pool.invokeAll(List.of(() -> "a", () -> "b")));
        assertThat(proof.rule()).isEqualTo(RuleId.BSC002);
        assertThat(proof).hasMessageContaining("is queued on executor 'one'");
    }

    @Test
    void invokeAny_onThePoolOfItsOwnWorker_isProven() throws Exception {
        CrossingException proof = proofFor(pool -> pool.invokeAny(List.of(() -> "a", () -> "b", () -> "c")));
        assertThat(proof.rule()).isEqualTo(RuleId.BSC002);
    }

    // -- all --

    @Test
    void invokeAll_givesAFutureForEach_inOrderAndAllDone() throws Exception {
        List<Future<String>> futures = pool.invokeAll(List.of(() -> "a", fails("b"), () -> "c"));
        assertThat(futures).hasSize(3).allMatch(Future::isDone);
        assertThat(futures.get(0).get()).isEqualTo("a");
        assertThatThrownBy(futures.get(1)::get).hasCauseInstanceOf(IOException.class);
        assertThat(futures.get(2).get()).isEqualTo("c");
    }

    @Test
    void invokeAll_whoseTimeIsOver_cancelsWhatIsNotDone() throws Exception {
        List<Future<String>> futures = pool.invokeAll(List.of(() -> "quick", waits()), 50, TimeUnit.MILLISECONDS);
        assertThat(futures).hasSize(2).allMatch(Future::isDone);
        assertThat(futures.get(1).isCancelled()).isTrue();
    }

    @Test
    void invokeAll_interrupted_cancelsWhatIsNotDone() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        Callable<String> queued = () -> {
            ran.countDown();
            return "never";
        };
        Callers.Call<?> caller = Callers.PLATFORM_THREAD.start(() -> pool.invokeAll(List.of(
                () -> {
                    worker.set(Thread.currentThread());
                    return waits().call();
                },
                waits(),
                queued)));
        Callers.eventually().until(() -> worker.get() != null);
        caller.whenParked().thread().interrupt();
        assertThat(caller.failure()).isInstanceOf(InterruptedException.class);
        gate.countDown();
        pool.submit(() -> "behind").get(10, TimeUnit.SECONDS);
        assertThat(ran.getCount()).isEqualTo(1);
    }

    @Test
    void invokeAll_onAnExecutorThatIsShutDown_throwsTheRefusal() {
        pool.shutdown();
        assertThatThrownBy(() -> pool.invokeAll(List.of(() -> "a"))).isInstanceOf(ClosedException.class);
    }

    // -- any --

    @Test
    void invokeAny_givesTheFirstThatSucceeds_andCancelsTheOthers() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        Callable<String> queued = () -> {
            gate.await();
            ran.countDown();
            return "late";
        };
        assertThat(pool.invokeAny(List.of(fails("first"), () -> "second", waits(), queued)))
                .isEqualTo("second");
    }

    @Test
    void invokeAny_allOfWhichFail_throwsOneOfTheFailures() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool.invokeAny(List.of(fails("a"), fails("b"), fails("c"))))
                .withCauseInstanceOf(IOException.class);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool.invokeAny(List.of(fails("alone"))))
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void invokeAny_whoseTimeIsOver_throwsAndCancels() {
        assertThatThrownBy(() -> pool.invokeAny(List.of(waits(), waits(), waits()), 50, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        gate.countDown();
        Callers.eventually().until(() -> pool.submit(() -> "free").isDone());
    }

    @Test
    void invokeAny_ofNothing_isRefused() {
        assertThatThrownBy(() -> pool.invokeAny(List.<Callable<String>>of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tasks must be >= 1, was 0");
    }
}
