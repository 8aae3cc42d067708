package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.OurLog;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing, the same for loops and offloads: no stage that was handed out is left pending. */
class ClosingTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean spin = true;

    @AfterEach
    void release() {
        spin = false;
        gate.countDown();
    }

    private Object spinning() {
        started.countDown();
        while (spin) {
            Thread.onSpinWait();
        }
        return "ignored the interrupt";
    }

    private Object waiting() throws InterruptedException {
        started.countDown();
        gate.await();
        return "through";
    }

    private static void assertClosed(CompletableFuture<?> stage) {
        assertThat(stage).isDone();
        assertThatThrownBy(() -> Bridge.await(stage))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isInstanceOf(ClosedException.class)
                .hasMessageStartingWith("BSC207: ");
    }

    @ParameterizedTest
    @EnumSource
    void close_withManyCallsInFlight_endsEachStageOnce(Place kind) throws Exception {
        Place.Opened place = kind.open("flood");
        place.submit(this::waiting);
        started.await();
        EndCounter ends = new EndCounter();
        for (int i = 0; i < 10_000; i++) {
            CompletableFuture<Object> call = place.submit(() -> 1);
            ends.watch(call);
            ends.watch(call.thenApplyAsync(value -> value));
            CompletableFuture<Object> plain = new CompletableFuture<>();
            ends.watch(plain.thenApplyAsync(value -> value, place.executor()));
            plain.complete(1);
        }

        place.close(SHORT);

        ends.assertEachEndedOnce();
    }

    @ParameterizedTest
    @EnumSource
    void close_withTime_runsWhatIsQueuedAndItsContinuations(Place kind) throws Exception {
        Place.Opened place = kind.open("drain");
        AtomicInteger ran = new AtomicInteger();
        place.submit(this::waiting);
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            calls.add(place.submit(ran::incrementAndGet).thenApplyAsync(value -> ran.incrementAndGet()));
        }
        Thread opener = new Thread(gate::countDown);
        opener.start();

        place.close(Duration.ofSeconds(20));

        assertThat(calls).allMatch(CompletableFuture::isDone).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(ran).hasValue(2_000);
        opener.join();
    }

    @ParameterizedTest
    @EnumSource
    void close_atTheDeadline_interruptsAndFailsWhatRuns(Place kind) throws Exception {
        Place.Opened place = kind.open("stuck");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Object> stuck = place.submit(() -> {
            try {
                return waiting();
            } catch (InterruptedException e) {
                interrupted.complete(true);
                throw e;
            }
        });
        started.await();
        CompletableFuture<Object> queued = place.submit(() -> 1);

        place.close(SHORT);

        assertClosed(stuck);
        assertThat(queued).isDone(); // it ran, where there was a second permit
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> !OurThreads.exist("bascule-stuck"));
    }

    @ParameterizedTest
    @EnumSource
    void close_overTaskThatIgnoresInterrupts_isNotHeldUp(Place kind) throws Exception {
        Place.Opened place = kind.open("ignorant");
        List<CompletableFuture<Object>> stuck = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stuck.add(place.submit(this::spinning));
        }
        started.await();
        CompletableFuture<Object> dependent = stuck.get(0).thenApply(value -> value);
        long begin = System.nanoTime();

        place.close(SHORT);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(SHORT, Duration.ofSeconds(5));
        stuck.forEach(ClosingTest::assertClosed);
        assertClosed(dependent);
        spin = false;
        await().until(() -> !OurThreads.exist("bascule-ignorant"));
    }

    @ParameterizedTest
    @EnumSource
    void close_overStuckContinuation_failsItsDependent(Place kind) throws Exception {
        Place.Opened place = kind.open("continuation");
        CompletableFuture<Object> dependent = place.submit(() -> 1).thenApplyAsync(value -> spinning());
        CompletableFuture<Object> further = dependent.thenApply(value -> value);
        started.await();

        place.close(SHORT);

        assertClosed(dependent);
        assertClosed(further);
    }

    @ParameterizedTest
    @EnumSource
    void close_overNestedWait_endsAllStages(Place kind) throws Exception {
        Place.Opened place = kind.open("nested");
        CompletableFuture<Object> never = new CompletableFuture<>();
        CompletableFuture<Object> inner = new CompletableFuture<>();
        CompletableFuture<Object> outer = place.submit(() -> {
            CompletableFuture<Object> nested = place.submit(() -> {
                started.countDown();
                return Bridge.await(never);
            });
            nested.whenComplete((value, failure) -> inner.complete(value));
            return Bridge.await(nested);
        });
        started.await();

        place.close(SHORT);

        // by the closer, or by its own nested wait, which closing ended
        assertThat(outer).isDone();
        assertThatThrownBy(() -> Bridge.await(outer)).hasRootCauseInstanceOf(ClosedException.class);
        await().until(inner::isDone); // by a callback, which may be the loop's thread's
        await().until(() -> !OurThreads.exist("bascule-nested"));
    }

    /** The inner call has just failed by itself, and the closer is told that it was not over yet. */
    @Test
    void close_whileNestedWaitUnwinds_endsStageOfItsHost() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch unwound = new CountDownLatch(1);
        EventLoop loop = EventLoop.open("unwinding");
        CompletableFuture<Object> outer = loop.submit(() -> {
            CompletableFuture<Object> nested = loop.submit(() -> {
                started.countDown();
                return Bridge.await(never);
            });
            nested.whenComplete((value, failure) -> passed(taken));
            try {
                return Bridge.await(nested);
            } catch (AwaitException e) {
                unwound.countDown();
                return waiting();
            }
        });
        started.await();
        try (OurLog log = new OurLog(entry -> {
            taken.countDown();
            passed(unwound);
        })) {
            loop.close(SHORT);

            assertThat(log.messages()).isNotEmpty();
        }
        assertClosed(outer);
    }

    private static void passed(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void close_overUninterruptibleNestedJoin_endsAllStages(Place kind) throws Exception {
        Place.Opened place = kind.open("joined");
        CompletableFuture<Object> never = Bridge.promise("never");
        CompletableFuture<Object> outer = place.submit(() -> {
            started.countDown();
            return never.join();
        });
        started.await();

        place.close(SHORT);

        assertClosed(outer);
        never.complete("at last");
        await().until(() -> !OurThreads.exist("bascule-joined"));
    }

    @ParameterizedTest
    @EnumSource
    void work_givenAfterClose_isRefused(Place kind) throws Exception {
        Place.Opened place = kind.open("over");
        CompletableFuture<Object> early = place.submit(() -> "early");
        CompletableFuture<Object> promise =
                place.submit(() -> Bridge.<Object>promise("of the place")).get(10, TimeUnit.SECONDS);
        place.close(Duration.ofSeconds(10));

        assertClosed(place.submit(() -> "late"));
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> place.executor().execute(() -> {}))
                .extracting(ClosedException::rule)
                .isEqualTo(RuleId.BSC207);
        assertThat(early.join()).isEqualTo("early");
        assertThat(early.thenApply(value -> value).join()).isEqualTo("early");
        assertClosed(early.thenApplyAsync(value -> value));
        CompletableFuture<Object> dependent = promise.thenApplyAsync(value -> value);
        promise.complete(1);
        assertClosed(dependent);
        assertThat(OurThreads.exist("bascule-over")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void close_fromManyThreads_returnsInAll(Place kind) throws Exception {
        Place.Opened place = kind.open("crowd");
        CompletableFuture<Object> stuck = place.submit(this::spinning);
        started.await();
        List<CompletableFuture<Void>> closers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            closers.add(CompletableFuture.runAsync(() -> place.close(SHORT), work -> new Thread(work).start()));
        }
        for (CompletableFuture<Void> closer : closers) {
            closer.get(10, TimeUnit.SECONDS);
        }
        assertClosed(stuck);
        place.close(SHORT);
    }

    @ParameterizedTest
    @EnumSource
    void close_whenCloserIsInterrupted_stopsDrainingAtOnceAndKeepsTheFlag(Place kind) throws Exception {
        Place.Opened place = kind.open("hasty");
        CompletableFuture<Object> stuck = place.submit(this::waiting);
        started.await();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread closer = new Thread(() -> {
            place.close(Duration.ofDays(1));
            flag.complete(Thread.currentThread().isInterrupted());
        });
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);

        closer.interrupt();

        assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        assertClosed(stuck);
    }

    @ParameterizedTest
    @EnumSource
    void close_fromItsOwnThread_isRefused(Place kind) throws Exception {
        Place.Opened place = kind.open("self");
        CompletableFuture<Object> call = place.submit(() -> {
            place.close(Duration.ZERO);
            return "impossible";
        });

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001));
        assertThat(place.submit(() -> "still open").get(10, TimeUnit.SECONDS)).isEqualTo("still open");
        place.close(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @EnumSource
    void thread_isStartedByTheFirstTaskOnly(Place kind) throws Exception {
        Place.Opened place = kind.open("idle");
        assertThat(OurThreads.exist("bascule-idle")).isFalse();
        place.close(Duration.ofSeconds(10));
        assertThat(OurThreads.exist("bascule-idle")).isFalse();
        assertClosed(place.submit(() -> 1));
    }
}
