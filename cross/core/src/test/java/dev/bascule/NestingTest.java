package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits inside the callbacks of a loop: what runs meanwhile, and in which order the rest runs afterwards. */
class NestingTest {
    private final Offload offload = Offload.open("elsewhere");
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private EventLoop loop;

    private EventLoop open(Nesting nesting) {
        loop = EventLoop.open(c -> c.withName("orders").withNesting(nesting).withSuspectAfter(Duration.ofHours(1)));
        return loop;
    }

    @AfterEach
    void close() {
        loop.close();
        offload.close();
    }

    /** Three waits, each inside a task that the one around it waits for; unrelated work arrives before each. */
    private String sync(int depth) throws InterruptedException {
        byStranger(() -> {
            loop.executor().execute(() -> ran.add("raw " + depth));
            loop.submit(() -> ran.add("unrelated " + depth));
        });
        ran.add("in " + depth);
        String below = depth == 3 ? "bottom" : Bridge.await(async(depth));
        ran.add("out " + depth);
        return below;
    }

    /** Runs on a thread that runs nothing of ours, and waits for its end without serving the loop. */
    private static void byStranger(Runnable work) throws InterruptedException {
        Thread stranger = new Thread(work, "stranger");
        stranger.start();
        stranger.join();
    }

    private CompletableFuture<String> async(int depth) {
        return offload.call(() -> depth + 1).thenComposeAsync(next -> loop.submit(() -> sync(next)), loop.executor());
    }

    @Test
    void await_threeDeepRelevant_runsOnlyItsOwnWorkAndTheRestInOrderAfterwards() throws Exception {
        open(Nesting.RELEVANT);
        assertThat(Bridge.await(loop.submit(() -> sync(1)), Callers.LONG)).isEqualTo("bottom");
        Bridge.await(loop.submit(() -> "after all"));
        assertThat(ran)
                .containsExactly(
                        "in 1",
                        "in 2",
                        "in 3",
                        "out 3",
                        "out 2",
                        "out 1",
                        "raw 1",
                        "unrelated 1",
                        "raw 2",
                        "unrelated 2",
                        "raw 3",
                        "unrelated 3");
    }

    @Test
    void await_threeDeepAll_runsEverythingMeanwhile() throws Exception {
        open(Nesting.ALL);
        assertThat(Bridge.await(loop.submit(() -> sync(1)), Callers.LONG)).isEqualTo("bottom");
        Bridge.await(loop.submit(() -> "after all"));
        assertThat(ran.subList(0, ran.indexOf("out 2")))
                .containsSubsequence("in 1", "raw 1", "unrelated 1", "in 2", "raw 2", "unrelated 2", "in 3", "out 3");
        assertThat(ran).hasSize(12);
    }

    @Test
    void await_threeDeepForbid_isRefusedAtTheFirst() {
        open(Nesting.FORBID);
        assertThatThrownBy(() -> Bridge.await(loop.submit(() -> sync(1)), CrossingException.class))
                .isInstanceOf(CrossingException.class);
    }

    // -- continuations that a foreign thread posts to the loop --

    @ParameterizedTest
    @EnumSource(value = Nesting.class, names = "FORBID", mode = EnumSource.Mode.EXCLUDE)
    void await_guardedStageWithContinuationOnTheLoop_runsIt(Nesting nesting) throws Exception {
        open(nesting);
        CompletableFuture<Boolean> value = loop.submit(() -> {
            CompletableFuture<Boolean> stage =
                    offload.call(() -> "x").thenApplyAsync(x -> loop.isCurrentThread(), loop.executor());
            return Bridge.await(stage);
        });
        assertThat(Bridge.await(value, Callers.LONG)).isTrue();
    }

    @Test
    void await_guardedStageWithContinuationOnTheLoop_holdsBackWhatStoodBeforeIt() throws Exception {
        open(Nesting.RELEVANT);
        Bridge.await(loop.submit(() -> {
            CountDownLatch release = new CountDownLatch(1);
            CompletableFuture<Boolean> stage = offload.call(() -> release.await(15, TimeUnit.SECONDS))
                    .thenApplyAsync(x -> ran.add("relevant"), loop.executor());
            byStranger(() -> loop.submit(() -> ran.add("unrelated")));
            release.countDown();
            Bridge.await(stage);
            return ran.add("outer");
        }));
        Bridge.await(loop.submit(() -> "after all"));
        assertThat(ran).containsExactly("relevant", "outer", "unrelated");
    }

    @Test
    void await_plainStageWithContinuationOnTheLoop_fallbackRunsItAtOnce() throws Exception {
        open(Nesting.RELEVANT);
        CompletableFuture<String> plain = new CompletableFuture<>();
        CompletableFuture<Boolean> entered = new CompletableFuture<>();
        CompletableFuture<Boolean> value = loop.submit(() -> {
            CompletableFuture<Boolean> stage = plain.thenApplyAsync(x -> loop.isCurrentThread(), loop.executor());
            entered.complete(true);
            return Bridge.await(stage);
        });
        entered.get(15, TimeUnit.SECONDS);
        loop.submit(() -> ran.add("unrelated"));
        plain.complete("x");
        assertThat(Bridge.await(value, Callers.LONG)).isTrue();
    }

    // -- the inner wait needs what the outer one holds back --

    @Test
    void await_innerWaitsForWhatTheOuterHoldsBack_runsIt() throws Exception {
        open(Nesting.RELEVANT);
        CompletableFuture<String> promise = Bridge.promise("of a stranger");
        CompletableFuture<CompletableFuture<Boolean>> held = new CompletableFuture<>();
        CompletableFuture<Boolean> outer = loop.submit(() -> {
            CompletableFuture<Boolean> inner =
                    promise.thenApplyAsync(x -> held.join().join(), loop.executor());
            return Bridge.await(inner);
        });
        held.complete(loop.submit(() -> ran.add("held")));
        Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
        assertThat(ran).isEmpty();
        promise.complete("go");
        assertThat(Bridge.await(outer, Callers.LONG)).isTrue();
        assertThat(ran).containsExactly("held");
    }

    // -- refusals --

    @Test
    void await_whereNestingIsForbidden_namesLoopCallSiteAndFix() {
        open(Nesting.FORBID);
        CompletableFuture<String> promise = Bridge.promise("order 42");
        assertThatThrownBy(() -> Bridge.await(loop.submit(() -> Bridge.await(promise)), CrossingException.class))
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001))
                .hasMessageStartingWith("BSC001: ")
                .hasMessageContaining("loop 'orders'")
                .hasMessageContaining("promise 'order 42'")
                .hasMessageContaining(NestingTest.class.getName())
                .hasMessageContaining("NestingTest.java:")
                .hasMessageContaining("Fix:")
                .hasMessageContaining("thenCompose")
                .hasMessageContaining("docs/rules/BSC001.md");
    }

    @Test
    void await_doneStageWhereNestingIsForbidden_givesTheValue() throws Exception {
        open(Nesting.FORBID);
        CompletableFuture<String> done = CompletableFuture.completedFuture("text");
        assertThat(Bridge.await(loop.submit(() -> Bridge.await(done)))).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void await_nestedToTheCapAndBeyond_refusedOnlyBeyond(int depth) throws Exception {
        open(Nesting.RELEVANT);
        CompletableFuture<Integer> stage = loop.submit(() -> down(depth));
        if (depth <= 64) {
            assertThat(Bridge.await(stage, Callers.LONG)).isEqualTo(depth);
        } else {
            assertThatThrownBy(() -> Bridge.await(stage, Callers.LONG))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC004))
                    .hasMessageContaining("deeper than 64")
                    .hasMessageContaining("bascule-orders")
                    .hasMessageContaining(NestingTest.class.getName());
        }
        assertThat(Bridge.await(loop.submit(() -> "on"))).isEqualTo("on");
    }

    private int down(int waits) throws InterruptedException {
        return waits == 0 ? 0 : 1 + Bridge.await(loop.submit(() -> down(waits - 1)));
    }

    // -- a wait for oneself --

    @ParameterizedTest
    @EnumSource(value = Nesting.class, names = "FORBID", mode = EnumSource.Mode.EXCLUDE)
    void await_ownStage_isProvenAndRefused(Nesting nesting) {
        open(nesting);
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        self.complete(loop.submit(() -> Bridge.await(self.join().thenApply(String::trim))));
        assertSelfWait(self.join(), "loop 'orders'");
    }

    @Test
    void await_ownStageThroughATaskInside_isProvenAndRefused() {
        open(Nesting.RELEVANT);
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        self.complete(loop.submit(() -> Bridge.await(loop.submit(() -> Bridge.await(self.join())))));
        assertSelfWait(self.join(), "loop 'orders'");
    }

    @Test
    void await_ownCallOnAnOffload_isProvenAndRefused() {
        open(Nesting.RELEVANT);
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        self.complete(offload.call(() -> Bridge.await(self.join())));
        assertSelfWait(self.join(), "offload 'elsewhere'");
    }

    private static void assertSelfWait(CompletableFuture<String> stage, String where) {
        assertThatThrownBy(() -> Bridge.await(stage, Callers.LONG))
                .rootCause()
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001))
                .hasMessageContaining(where)
                .hasMessageContaining(NestingTest.class.getName())
                .hasMessageContaining("Fix:");
    }
}
