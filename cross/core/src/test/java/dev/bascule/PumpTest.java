package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers.Call;
import dev.bascule.hang.Hang;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.spi.ContextCarrier;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A waiting loop at its edges: unknown producers, interrupts, timeouts, context. */
class PumpTest {
    private final EventLoop loop = EventLoop.open(c -> c.withName("pump").withSuspectAfter(Duration.ofMillis(50)));
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loop.close();
    }

    // -- suspicion --

    @Test
    void await_promiseThatHeldBackWorkCompletes_isReportedOnceAndThenCompletes() throws Exception {
        try (OurLog log = new OurLog()) {
            CompletableFuture<String> promise = Bridge.promise("reply");
            CompletableFuture<String> waits = loop.submit(() -> Bridge.await(promise));
            loop.submit(() -> ran.add("first held"));
            loop.submit(() -> promise.complete("from a task that was held back"));
            assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("from a task that was held back");
            assertThat(log.messages())
                    .filteredOn(text -> text.contains("suspected"))
                    .hasSize(1);
            assertThat(log.messages())
                    .anySatisfy(text -> assertThat(text)
                            .startsWith("BSC001: ")
                            .contains("loop 'pump'", "promise 'reply'", "2 tasks held back", "Fix:"));
            assertThat(ran).containsExactly("first held");
        }
    }

    @Test
    void await_suspectedThatCompletes_isTakenBackUnderTheRuleItWasToldBy() throws Exception {
        List<Hang> heard = new CopyOnWriteArrayList<>();
        try (OurLog log = new OurLog();
                Bridge.Installed listener = Bridge.onHang(heard::add)) {
            CompletableFuture<String> promise = Bridge.promise("reply");
            CompletableFuture<String> waits = loop.submit(() -> Bridge.await(promise));
            loop.submit(() -> promise.complete("late"));
            assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("late");
            assertThat(log.messages())
                    .filteredOn(text -> text.contains("promise 'reply'"))
                    .satisfiesExactly(
                            told -> assertThat(told).contains("suspected", "with 1 task held back"),
                            takenBack -> assertThat(takenBack).contains("no longer waits for promise 'reply'"));
        }
        assertThat(heard)
                .filteredOn(hang -> hang.links().toString().contains("reply"))
                .extracting(hang -> hang.kind() + " " + hang.rule())
                .containsExactly("SUSPECTED BSC001", "RETRACTED BSC001");
    }

    @Test
    void await_promiseCompletedInTime_isNotReported() throws Exception {
        try (OurLog log = new OurLog();
                EventLoop patient = EventLoop.open(c -> c.withSuspectAfter(Callers.LONG))) {
            CompletableFuture<String> promise = Bridge.promise("reply");
            CompletableFuture<String> waits = patient.submit(() -> Bridge.await(promise));
            CompletableFuture<Boolean> held = patient.submit(() -> ran.add("held"));
            Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
            promise.complete("soon");
            assertThat(Bridge.await(waits)).isEqualTo("soon");
            Bridge.await(held);
            assertThat(log.messages()).noneMatch(text -> text.contains("promise 'reply'"));
        }
    }

    @Test
    void await_plainStageContinuedUnderAnotherTasksToken_completesAfterTheSuspicion() throws Exception {
        try (OurLog log = new OurLog()) {
            CompletableFuture<String> plain = new CompletableFuture<>();
            CompletableFuture<String> waits =
                    loop.submit(() -> Bridge.await(plain.thenApplyAsync(String::trim, loop.executor())));
            Callers.eventually().until(() -> plain.getNumberOfDependents() > 0);
            Bridge.await(Offload.io().call(() -> plain.complete(" text ")));
            assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("text");
            assertThat(log.messages())
                    .filteredOn(text -> text.contains("suspected"))
                    .hasSize(1);
        }
    }

    @Test
    void await_plainStageContinuedByACallOfTheWaitingTask_completesAtOnce() throws Exception {
        try (EventLoop patient = EventLoop.open(c -> c.withSuspectAfter(Duration.ofHours(1)))) {
            CompletableFuture<String> plain = new CompletableFuture<>();
            CompletableFuture<String> waits = patient.submit(() -> {
                CompletableFuture<String> stage = plain.thenApplyAsync(String::trim, patient.executor());
                Offload.io().call(() -> plain.complete(" text "));
                return Bridge.await(stage);
            });
            assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("text");
        }
    }

    // -- leaving --

    @Test
    void await_loopThreadInterrupted_throwsInsideTheTaskAndTheLoopGoesOn() throws Exception {
        CompletableFuture<String> promise = Bridge.promise("never");
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        CompletableFuture<String> waits = loop.submit(() -> {
            thread.complete(Thread.currentThread());
            try {
                return Bridge.await(promise);
            } catch (InterruptedException expected) {
                return "interrupted, flag " + Thread.currentThread().isInterrupted();
            }
        });
        Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
        thread.get(15, TimeUnit.SECONDS).interrupt();
        assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("interrupted, flag false");
        assertThat(promise.getNumberOfDependents()).isZero();
        assertThat(Bridge.await(loop.submit(() -> "on"))).isEqualTo("on");
    }

    @Test
    void await_timeoutWhileOtherWorkKeepsTheLoopBusy_endsInTime() throws Exception {
        try (EventLoop busy = EventLoop.open(c -> c.withName("busy").withNesting(Nesting.ALL))) {
            CompletableFuture<String> promise = Bridge.promise("never");
            boolean[] stop = {false};
            CompletableFuture<String> waits = busy.submit(() -> {
                respawn(busy, stop);
                try {
                    return Bridge.await(promise, Duration.ofMillis(30));
                } catch (AwaitTimeoutException expected) {
                    return "timed out";
                } finally {
                    stop[0] = true;
                }
            });
            try {
                assertThat(Bridge.await(waits, Duration.ofSeconds(10))).isEqualTo("timed out");
            } finally {
                promise.complete("end");
            }
        }
    }

    private static void respawn(EventLoop busy, boolean[] stop) {
        if (!stop[0]) {
            busy.executor().execute(() -> respawn(busy, stop));
        }
    }

    @Test
    void await_noTimeAtAllInsideALoop_runsNothing() throws Exception {
        CompletableFuture<String> looked = loop.submit(() -> {
            CompletableFuture<Boolean> queued = loop.submit(() -> ran.add("queued"));
            try {
                return "gave " + Bridge.await(queued, Duration.ZERO);
            } catch (AwaitTimeoutException expected) {
                return "not done, ran " + ran;
            }
        });
        assertThat(Bridge.await(looked)).isEqualTo("not done, ran []");
    }

    @Test
    void await_timeoutForWhatIsRunningBelow_timesOutInsteadOfARefusal() throws Exception {
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        self.complete(loop.submit(() -> {
            try {
                return Bridge.await(self.join(), Duration.ofMillis(20));
            } catch (AwaitTimeoutException expected) {
                return "timed out";
            }
        }));
        assertThat(Bridge.await(self.join(), Callers.LONG)).isEqualTo("timed out");
    }

    @Test
    void await_timerThatTheWaitNeeds_runsInside() throws Exception {
        CompletableFuture<String> waits =
                loop.submit(() -> Bridge.await(loop.schedule(Duration.ofMillis(20), () -> "tick")));
        assertThat(Bridge.await(waits, Callers.LONG)).isEqualTo("tick");
    }

    @Test
    void await_manyLoopsWaitForEachOthersWork_allProgress() throws Exception {
        try (EventLoop other = EventLoop.open("other")) {
            Call<String> call = Callers.PLATFORM_THREAD.start(() -> Bridge.await(pingPong(loop, other, 20)));
            assertThat(call.value()).isEqualTo("end");
        }
    }

    /** Each loop waits for a task on the other one, which waits for a task on the first one, and so on. */
    private static CompletableFuture<String> pingPong(EventLoop here, EventLoop there, int left) {
        return here.submit(() -> left == 0 ? "end" : Bridge.await(pingPong(there, here, left - 1)));
    }

    // -- context --

    @Test
    void context_ofPumpedTask_isItsOwnAndTheOuterOneReturns() throws Exception {
        ThreadLocal<String> user = new ThreadLocal<>();
        try (Bridge.Installed carrier = Bridge.carry(carrierOf(user))) {
            user.set("alice");
            CompletableFuture<String> promise = Bridge.promise("go");
            CompletableFuture<String> outer = loop.submit(() -> {
                String before = user.get();
                user.set("alice, changed");
                String inside = Bridge.await(promise.thenApplyAsync(x -> user.get(), loop.executor()));
                return before + " / " + inside + " / " + user.get();
            });
            Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
            user.set("bob");
            CompletableFuture<String> unrelated = loop.submit(user::get);
            promise.complete("go");
            assertThat(Bridge.await(outer, Callers.LONG)).isEqualTo("alice / alice, changed / alice, changed");
            assertThat(Bridge.await(unrelated)).isEqualTo("bob");
            user.remove();
            assertThat(Bridge.await(loop.submit(() -> String.valueOf(user.get()))))
                    .isEqualTo("null");
        }
    }

    private static ContextCarrier carrierOf(ThreadLocal<String> user) {
        return () -> {
            String captured = user.get();
            return new ContextCarrier.Snapshot() {
                @Override
                public <T> T call(Callable<T> work) throws Exception {
                    String own = user.get();
                    user.set(captured);
                    try {
                        return work.call();
                    } finally {
                        user.set(own);
                    }
                }
            };
        };
    }
}
