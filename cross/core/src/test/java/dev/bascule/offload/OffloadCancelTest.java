package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import dev.bascule.stage.Cancellation;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cancelling calls: what becomes of the work, of the permit and of the thread's next call. */
class OffloadCancelTest {
    private final Offload offload =
            Offload.open(c -> c.withName("cancel").withConcurrency(1).withQueueLimit(10_000));
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        offload.close();
    }

    static Stream<ThreadKind> kinds() {
        return OffloadTest.kinds();
    }

    /** Runs until the gate opens, whatever happens; tells when it was interrupted. */
    private Object stubborn() {
        started.countDown();
        while (true) {
            try {
                gate.await();
                return "through";
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        }
    }

    private CompletableFuture<Object> startStubborn(Cancellation cancellation) throws InterruptedException {
        CompletableFuture<Object> call = offload.call(cancellation, this::stubborn);
        assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        return call;
    }

    private static void assertCancelled(CompletableFuture<?> call, Outcome outcome) {
        assertThat(call).isCancelled();
        Consumer<Throwable> tellsTheOutcome = thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        CallCancelledException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(outcome));
        assertThatThrownBy(call::join).satisfies(tellsTheOutcome);
        assertThatThrownBy(call::get).satisfies(tellsTheOutcome);
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).satisfies(tellsTheOutcome);
        assertThatThrownBy(() -> call.getNow(null)).satisfies(tellsTheOutcome);
        assertThatThrownBy(() -> Bridge.await(call)).cause().satisfies(tellsTheOutcome);
    }

    @Test
    void cancel_ofQueuedCall_dropsItAndFreesItsPlaceAtOnce() throws Exception {
        startStubborn(Cancellation.INTERRUPT);
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Object> queued = offload.call(() -> {
            ran.set(true);
            return 1;
        });

        assertThat(queued.cancel(true)).isTrue();

        assertCancelled(queued, Outcome.DROPPED);
        assertThat(offload.statistics().queued()).isZero();
        gate.countDown();
        assertThat(offload.call(() -> "next").get(10, TimeUnit.SECONDS)).isEqualTo("next");
        assertThat(ran).isFalse();
    }

    @Test
    void cancel_ofAllQueuedCalls_whileWorkersAreStuck_retainsNothingAndMakesRoom() throws Exception {
        startStubborn(Cancellation.INTERRUPT);
        List<WeakReference<Object>> works = new ArrayList<>();
        List<CompletableFuture<Object>> first = fill(works);
        assertThat(offload.call(() -> 1)).isCompletedExceptionally();

        first.forEach(call -> assertThat(call.cancel(true)).isTrue());
        first.clear();

        assertThat(offload.statistics().queued()).isZero();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(works).filteredOn(work -> work.get() != null).isEmpty();
        });
        List<CompletableFuture<Object>> second = fill(works);
        assertThat(offload.statistics().queued()).isEqualTo(10_000);
        gate.countDown();
        for (CompletableFuture<Object> call : second) {
            call.get(10, TimeUnit.SECONDS);
        }
    }

    private List<CompletableFuture<Object>> fill(List<WeakReference<Object>> works) {
        List<CompletableFuture<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            byte[] ballast = new byte[1_000];
            works.add(new WeakReference<>(ballast));
            calls.add(offload.call(() -> ballast.length));
        }
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        return calls;
    }

    @Test
    void cancel_ofRunningCall_interruptsItAndHoldsThePermitUntilItEnds() throws Exception {
        CompletableFuture<Object> call = startStubborn(Cancellation.INTERRUPT);

        assertThat(call.cancel(true)).isTrue();

        assertCancelled(call, Outcome.INTERRUPTED);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertPermitIsHeldUntilTheEnd();
    }

    @Test
    void cancelWithoutInterrupt_ofRunningCall_leavesItAloneAndHoldsThePermitUntilItEnds() throws Exception {
        CompletableFuture<Object> call = startStubborn(Cancellation.INTERRUPT);

        assertThat(call.cancel(false)).isTrue();

        assertCancelled(call, Outcome.ABANDONED);
        assertPermitIsHeldUntilTheEnd();
        assertThat(interrupted.getCount()).isEqualTo(1);
    }

    @Test
    void cancelWithoutInterrupt_ofALoopsCall_leavesTheOffloadedCallBelowItAlone() throws Exception {
        try (EventLoop loop = EventLoop.open("above")) {
            CompletableFuture<Object> below = startStubborn(Cancellation.INTERRUPT);
            CompletableFuture<Object> above = loop.call(() -> below);
            await().until(() -> below.getNumberOfDependents() > 0);

            assertThat(above.cancel(false)).isTrue();

            assertCancelled(below, Outcome.ABANDONED);
            assertPermitIsHeldUntilTheEnd();
            assertThat(interrupted.getCount()).isEqualTo(1);
        }
    }

    @Test
    void cancel_ofAbandonedCall_leavesItAloneAndHoldsThePermitUntilItEnds() throws Exception {
        CompletableFuture<Object> call = startStubborn(Cancellation.ABANDON);

        assertThat(call.cancel(true)).isTrue();

        assertCancelled(call, Outcome.ABANDONED);
        assertPermitIsHeldUntilTheEnd();
        assertThat(interrupted.getCount()).isEqualTo(1);
    }

    private void assertPermitIsHeldUntilTheEnd() throws Exception {
        CompletableFuture<Object> next = offload.call(() -> "next");
        assertThat(offload.statistics())
                .extracting(OffloadStatistics::running, OffloadStatistics::queued, OffloadStatistics::abandoned)
                .containsExactly(1, 1, 1L);
        assertThat(next).isNotDone();
        gate.countDown();
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("next");
    }

    @Test
    void cancel_ofShieldedCall_isRefusedAndTheResultArrives() throws Exception {
        CompletableFuture<Object> call = startStubborn(Cancellation.SHIELD);

        assertThat(call.cancel(true)).isFalse();

        assertThat(call).isNotDone();
        gate.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("through");
        assertThat(interrupted.getCount()).isEqualTo(1);
    }

    @Test
    void cancel_ofQueuedShieldedCall_dropsIt() throws Exception {
        startStubborn(Cancellation.INTERRUPT);
        CompletableFuture<Object> queued = offload.call(Cancellation.SHIELD, () -> 1);

        assertThat(queued.cancel(true)).isTrue();

        assertCancelled(queued, Outcome.DROPPED);
    }

    @Test
    void cancel_ofCallThatIsDone_changesNothing() throws Exception {
        CompletableFuture<Object> call = offload.call(() -> "done");
        call.get(10, TimeUnit.SECONDS);

        assertThat(call.cancel(true)).isFalse();
        assertThat(call.join()).isEqualTo("done");
    }

    @Test
    void orTimeout_onRunningCall_failsTheStageAndInterruptsTheCall() throws Exception {
        CompletableFuture<Object> call = startStubborn(Cancellation.INTERRUPT);

        call.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertPermitIsHeldUntilTheEnd();
    }

    @Test
    void orTimeout_onQueuedCall_dropsIt() throws Exception {
        startStubborn(Cancellation.INTERRUPT);
        CompletableFuture<Object> queued = offload.<Object>call(() -> 1).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(() -> queued.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        await().until(() -> offload.statistics().queued() == 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void cancel_racingWithStartAndEnd_interruptsItsOwnCallOnly(ThreadKind kind) throws Exception {
        race(kind, 3_000);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("kinds")
    void cancel_racingWithStartAndEnd_interruptsItsOwnCallOnly_long(ThreadKind kind) throws Exception {
        race(kind, 300_000);
    }

    /** Each odd call is cancelled and must not see the end of the world; the even ones must never see an interrupt. */
    private static void race(ThreadKind kind, int rounds) throws Exception {
        AtomicInteger strays = new AtomicInteger();
        CountDownLatch never = new CountDownLatch(1);
        Callable<Object> victim = () -> {
            never.await();
            return "impossible";
        };
        Callable<Object> quick = () -> 1;
        Callable<Object> bystander = () -> {
            if (Thread.currentThread().isInterrupted()) {
                strays.incrementAndGet();
            }
            return 2;
        };
        try (Offload racing =
                Offload.open(c -> c.withName("race").withConcurrency(2).withThreads(kind))) {
            for (int i = 0; i < rounds; i++) {
                CompletableFuture<Object> cancelled = racing.call(i % 2 == 0 ? victim : quick);
                CompletableFuture<Object> innocent = racing.call(bystander);
                for (int spin = i % 200; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                cancelled.cancel(true);
                assertThat(cancelled).isDone();
                assertThat(innocent.get(10, TimeUnit.SECONDS)).isEqualTo(2);
            }
            // a victim whose interrupt got lost would hold its permit for ever
            await().untilAsserted(
                            () -> assertThat(racing.statistics().running()).isZero());
        }
        assertThat(strays).hasValue(0);
    }
}
