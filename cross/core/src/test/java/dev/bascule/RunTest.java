package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.Callers.Call;
import dev.bascule.Callers.ForEachCaller;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bridge.run: asynchronous code from start to end, on a loop of the calling thread's own. */
class RunTest {
    @ForEachCaller
    void run_everyCaller_runsOnThatThreadOrRefusesInsideALoop(Callers caller) throws Exception {
        Call<Boolean> call = caller.start(() -> {
            Thread here = Thread.currentThread();
            return Bridge.run(
                    () -> Offload.io().call(() -> 1).thenApplyAsync(one -> Thread.currentThread() == here, homeOf()));
        });
        if (caller == Callers.EVENT_LOOP) {
            assertThat(call.failure()).isInstanceOfSatisfying(CrossingException.class, RunTest::assertNamesTheLoop);
        } else {
            assertThat(call.value()).isTrue();
        }
    }

    /** The executor of the loop that runs here. */
    private static Executor homeOf() {
        return Bridge.promise("any").defaultExecutor();
    }

    private static void assertNamesTheLoop(CrossingException refusal) {
        assertThat(refusal.rule()).isEqualTo(RuleId.BSC004);
        assertThat(refusal)
                .hasMessageStartingWith("BSC004: ")
                .hasMessageContaining("loop 'caller'")
                .hasMessageContaining("Fix:")
                .hasMessageContaining("Bridge.run(Nesting.RELEVANT");
    }

    @ForEachCaller
    void runWithNesting_everyCaller_givesTheValue(Callers caller) throws Exception {
        assertThat(caller.call(
                        () -> Bridge.run(Nesting.RELEVANT, () -> Offload.io().call(() -> "text"))))
                .isEqualTo("text");
        assertThat(caller.call(() -> Bridge.run(Nesting.ALL, () -> Offload.io().call(() -> "text"))))
                .isEqualTo("text");
    }

    @Test
    void runWithNesting_insideALoop_runsTheWorkOnThatLoop() throws Exception {
        try (EventLoop loop = EventLoop.open("outer")) {
            CompletableFuture<Boolean> same = loop.submit(() ->
                    Bridge.run(Nesting.RELEVANT, () -> CompletableFuture.completedFuture(loop.isCurrentThread())));
            assertThat(Bridge.await(same)).isTrue();
        }
    }

    @Test
    void runWithForbid_insideALoop_isRefused() {
        try (EventLoop loop = EventLoop.open("outer")) {
            CompletableFuture<String> refused = loop.submit(
                    () -> Bridge.run(Nesting.FORBID, () -> Offload.io().call(() -> "text")));
            assertThatThrownBy(() -> Bridge.await(refused, CrossingException.class))
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001));
        }
    }

    @ParameterizedTest
    @EnumSource(Callers.class)
    void run_functionFails_throwsWithTheOriginal(Callers caller) throws Exception {
        assumeTrue(caller != Callers.EVENT_LOOP && Callers.available().contains(caller));
        IOException original = new IOException("disk");
        assertThat(caller.failureOf(() -> Bridge.run(() -> CompletableFuture.failedFuture(original))))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(original);
        IllegalStateException thrown = new IllegalStateException("before it began");
        assertThat(caller.failureOf(() -> Bridge.<String>run(() -> {
                    throw thrown;
                })))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(thrown);
    }

    @Test
    void run_functionReturnsNull_saysSo() {
        assertThatThrownBy(() -> Bridge.<String>run(() -> null)).hasRootCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void run_continuationsWithoutExecutor_runOnItsLoop() throws Exception {
        Thread here = Thread.currentThread();
        CompletionStage<String> foreign = CompletableFuture.supplyAsync(() -> "text", task -> new Thread(task).start());
        Thread thread = Bridge.run(() -> {
            CompletableFuture<String> guarded = Bridge.promise("adopted");
            foreign.thenAccept(guarded::complete);
            return guarded.thenApplyAsync(text -> Thread.currentThread());
        });
        assertThat(thread).isSameAs(here);
    }

    @Test
    void run_workLeftOver_isFailedWhenItReturns() throws Exception {
        AtomicReference<CompletableFuture<String>> leftOver = new AtomicReference<>();
        String value = Bridge.run(() -> {
            CompletableFuture<String> here = Bridge.promise("here");
            leftOver.set(here.thenApplyAsync(text -> text));
            here.complete("too late for its continuation");
            return CompletableFuture.completedFuture("text");
        });
        assertThat(value).isEqualTo("text");
        Callers.eventually().until(leftOver.get()::isDone);
        assertThatThrownBy(() -> Bridge.await(leftOver.get())).hasRootCauseInstanceOf(ClosedException.class);
    }

    @Test
    void run_inTurn_leavesNothingBehindOnTheThread() throws Exception {
        for (int i = 0; i < 3; i++) {
            int number = i;
            assertThat(Bridge.run(() -> Offload.io().call(() -> number))).isEqualTo(i);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
