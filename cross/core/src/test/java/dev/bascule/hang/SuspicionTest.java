package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.hang.Hang.Kind;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    @Callers.ForEachCaller
    void wait_forAForeignCompleter_isSuspectedAndTakenBackWhenItCompletes(Callers caller) throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> promise = Bridge.promise("from elsewhere");
            Callers.Call<String> waiter = caller.start(() -> Bridge.await(promise));
            Callers.eventually().until(() -> !log.of(Kind.SUSPECTED).isEmpty());
            assertThat(log.of(Kind.SUSPECTED))
                    .singleElement()
                    .satisfies(hang -> assertThat(hang.message())
                            .contains("suspected", "promise 'from elsewhere'", "anybody may complete"));
            promise.complete("at last");
            assertThat(waiter.value()).isEqualTo("at last");
            Callers.eventually().until(() -> !log.of(Kind.RETRACTED).isEmpty());
            log.assertNothingProven();
        }
    }

    @Test
    void wait_forACallThatIsRunning_isNotSuspect() throws Exception {
        try (HangLog log = new HangLog();
                Offload offload = Offload.open("slow")) {
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<String> slow = offload.call(() -> {
                release.await();
                return "done";
            });
            Callers.Call<String> knowing = Callers.PLATFORM_THREAD.start(() -> Bridge.await(slow));
            CompletableFuture<String> promise = Bridge.promise("nobody's");
            Callers.Call<String> unknowing = Callers.PLATFORM_THREAD.start(() -> Bridge.await(promise));
            Callers.eventually().until(() -> !log.of(Kind.SUSPECTED).isEmpty());
            assertThat(log.of(Kind.SUSPECTED)).allMatch(hang -> hang.message().contains("nobody's"));
            promise.complete("x");
            release.countDown();
            assertThat(knowing.value()).isEqualTo("done");
            unknowing.value();
        }
    }

    @Callers.ForEachCaller
    void wait_forALoopThatNobodyRuns_isSuspectedAndTakenBackWhenSomebodyDoes(Callers caller) throws Exception {
        try (HangLog log = new HangLog();
                EventLoop manual = EventLoop.open(c -> c.withName("manual").withOwnThread(false))) {
            CompletableFuture<String> stage = manual.submit(() -> "run");
            Callers.Call<String> waiter = caller.start(() -> Bridge.await(stage));
            Callers.eventually().until(() -> Bridge.waits().toString().contains("nobody runs loop 'manual' now"));
            Callers.eventually().until(() -> !log.of(Kind.SUSPECTED).isEmpty());
            assertThat(log.of(Kind.SUSPECTED)).singleElement().satisfies(hang -> {
                assertThat(hang.links()).last().isEqualTo("nobody runs loop 'manual' now");
                assertThat(hang.message()).contains("run loop 'manual' (runUntil, tryRunOne)");
            });
            assertThat(manual.tryRunOne()).isTrue();
            assertThat(waiter.value()).isEqualTo("run");
            Callers.eventually().until(() -> !log.of(Kind.RETRACTED).isEmpty());
            log.assertNothingProven();
        }
    }

    @Test
    void wait_forALoopThatIsRunInSmallSteps_isNotSuspect() throws Exception {
        try (HangLog log = new HangLog();
                EventLoop manual = EventLoop.open(c -> c.withName("manual").withOwnThread(false))) {
            CompletableFuture<String> timer = manual.schedule(Duration.ofDays(1), () -> "late");
            CompletableFuture<String> promise = Bridge.promise("nobody's");
            Callers.Call<String> patient = Callers.PLATFORM_THREAD.start(() -> Bridge.await(timer));
            Callers.Call<String> unknowing = Callers.PLATFORM_THREAD.start(() -> Bridge.await(promise));
            Callers.eventually().until(() -> {
                manual.tryRunOne();
                return !log.of(Kind.SUSPECTED).isEmpty();
            });
            assertThat(log.of(Kind.SUSPECTED)).allMatch(hang -> hang.message().contains("nobody's"));
            promise.complete("x");
            unknowing.value();
            timer.cancel(true);
            assertThat(patient.failure()).isInstanceOf(AwaitException.class);
        }
    }

    @Test
    void waits_listWhoWaitsForWhat() throws Exception {
        try (Offload offload = Offload.open("slow")) {
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<String> slow = offload.call(() -> {
                release.await();
                return "done";
            });
            CompletableFuture<String> dependent = slow.thenApply(v -> v + "!");
            CompletableFuture<String> outer = offload.call(() -> Bridge.await(dependent));
            Callers.eventually().until(() -> Bridge.waits().toString().contains("offload 'slow'"));
            WaitGraph graph = Bridge.waits();
            assertThat(graph.toString())
                    .contains("waits for the result of function ", "on offload 'slow'", "runs on thread");
            assertThat(graph.toJson())
                    .startsWith("{\"schema\":1,\"waits\":[{\"what\":\"thread '")
                    .endsWith("]}");
            release.countDown();
            assertThat(Bridge.await(outer, LONG)).isEqualTo("done!");
            Callers.eventually().until(() -> Bridge.waits().waits().isEmpty());
            assertThat(Bridge.waits().toString()).isEqualTo("no thread waits");
        }
    }
}
