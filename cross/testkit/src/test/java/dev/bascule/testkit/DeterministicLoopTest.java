package dev.bascule.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeterministicLoopTest {
    private final DeterministicLoop steps = DeterministicLoop.open("steps");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        steps.close();
    }

    private void note(String what) {
        log.add(what + "@" + steps.clock().now().toMillis());
    }

    private CompletableFuture<Void> noteAfter(long millis, String what) {
        return steps.loop().schedule(Duration.ofMillis(millis), () -> {
            note(what);
            return null;
        });
    }

    // -- runOne, runReady --

    @Test
    void submit_notStepped_doesNotRun() {
        CompletableFuture<Integer> stage = steps.loop().submit(() -> 1);
        assertThat(stage).isNotDone();
    }

    @Test
    void runOne_twoTasks_runsTheFirstOnThisThread() {
        CompletableFuture<Thread> first = steps.loop().submit(Thread::currentThread);
        CompletableFuture<Thread> second = steps.loop().submit(Thread::currentThread);
        assertThat(steps.runOne()).isTrue();
        assertThat(first).isCompletedWithValue(Thread.currentThread());
        assertThat(second).isNotDone();
    }

    @Test
    void runOne_nothingReady_isFalse() {
        noteAfter(1, "timer");
        assertThat(steps.runOne()).isFalse();
    }

    @Test
    void runReady_tasksThatMakeTasks_runsAllInOrderAndCounts() {
        steps.loop().executor().execute(() -> {
            note("outer");
            steps.loop().executor().execute(() -> note("inner"));
        });
        steps.loop().executor().execute(() -> note("next"));
        assertThat(steps.runReady()).isEqualTo(3);
        assertThat(log).containsExactly("outer@0", "next@0", "inner@0");
        assertThat(steps.runReady()).isZero();
    }

    @Test
    void runReady_clockMovedByHand_runsWhatIsDueLate() {
        noteAfter(10, "a");
        noteAfter(99, "b");
        steps.clock().advance(Duration.ofMillis(50));
        assertThat(steps.runReady()).isEqualTo(1);
        assertThat(log).containsExactly("a@50");
    }

    @Test
    void runReady_taskThatQueuesItselfAgain_isReportedAsEndless() {
        steps.loop().executor().execute(new Runnable() {
            @Override
            public void run() {
                steps.loop().executor().execute(this);
            }
        });
        assertThatThrownBy(steps::runReady)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("loop 'steps'")
                .hasMessageContaining("queue itself again");
    }

    @Test
    void runOne_insideACallback_isRefused() {
        CompletableFuture<Boolean> nested = steps.loop().submit(steps::runOne);
        assertThatThrownBy(() -> steps.runUntilDone(nested))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        refused -> assertThat(refused.rule()).isEqualTo(RuleId.BSC004));
    }

    // -- advance --

    @Test
    void advance_severalTimers_eachRunsAtItsOwnTimeInOrder() {
        noteAfter(30, "c");
        noteAfter(10, "a");
        noteAfter(20, "b1");
        noteAfter(20, "b2");
        noteAfter(41, "late");
        assertThat(steps.advance(Duration.ofMillis(40))).isEqualTo(4);
        assertThat(log).containsExactly("a@10", "b1@20", "b2@20", "c@30");
        assertThat(steps.clock().now()).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void advance_timerDueExactlyAtTheEnd_runs() {
        noteAfter(40, "end");
        steps.advance(Duration.ofMillis(40));
        assertThat(log).containsExactly("end@40");
    }

    @Test
    void advance_timerThatSetsATimer_runsThatInTheSameAdvance() {
        steps.loop().schedule(Duration.ofMillis(10), () -> {
            note("first");
            return noteAfter(10, "second");
        });
        steps.advance(Duration.ofMillis(25));
        assertThat(log).containsExactly("first@10", "second@20");
    }

    @Test
    void advance_readyTaskSetsATimer_countsItsDelayFromBeforeTheJump() {
        steps.loop().executor().execute(() -> noteAfter(10, "timer"));
        steps.advance(Duration.ofMillis(100));
        assertThat(log).containsExactly("timer@10");
    }

    @Test
    void advance_fixedRate_runsEachTick() {
        CompletableFuture<Void> ticker =
                steps.loop().scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(10), () -> note("tick"));
        steps.advance(Duration.ofMillis(35));
        assertThat(log).containsExactly("tick@0", "tick@10", "tick@20", "tick@30");
        ticker.cancel(false);
        steps.advance(Duration.ofMillis(100));
        assertThat(log).hasSize(4);
    }

    @Test
    void fixedRate_clockMovedByHand_mergesMissedTicks() {
        steps.loop().scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(10), () -> note("tick"));
        steps.runReady();
        steps.clock().advance(Duration.ofMillis(35));
        steps.runReady();
        steps.advance(Duration.ofMillis(10));
        assertThat(log).containsExactly("tick@0", "tick@35", "tick@40");
    }

    @Test
    void advance_cancelledTimer_isPassedOver() {
        CompletableFuture<Void> cancelled = noteAfter(10, "cancelled");
        noteAfter(20, "kept");
        cancelled.cancel(false);
        assertThat(steps.advance(Duration.ofMillis(30))).isEqualTo(1);
        assertThat(log).containsExactly("kept@20");
    }

    @Test
    void advance_callbackMovesTheClockBeyond_doesNotGoBack() {
        steps.loop().schedule(Duration.ofMillis(10), () -> {
            steps.clock().advance(Duration.ofMillis(90));
            return null;
        });
        steps.advance(Duration.ofMillis(20));
        assertThat(steps.clock().now()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void advance_byZero_runsWhatIsReady() {
        steps.loop().executor().execute(() -> note("ready"));
        noteAfter(0, "due");
        noteAfter(1, "later");
        assertThat(steps.advance(Duration.ZERO)).isEqualTo(2);
        assertThat(log).containsExactlyInAnyOrder("ready@0", "due@0");
    }

    @Test
    void advance_negative_isRefused() {
        assertThatThrownBy(() -> steps.advance(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("by must be >= 0, was PT-0.001S");
    }

    // -- runUntilDone --

    @Test
    void runUntilDone_chainOfContinuations_givesTheValueAndLeavesTheRest() {
        CompletableFuture<String> stage =
                steps.loop().submit(() -> 20).thenApplyAsync(n -> n + 1).thenApplyAsync(n -> "got " + n);
        assertThat(steps.runUntilDone(stage)).isEqualTo("got 21");
        steps.loop().submit(() -> 1);
        assertThat(steps.runUntilDone(stage)).isEqualTo("got 21");
        assertThat(steps.runOne()).isTrue();
    }

    @Test
    void runUntilDone_failedStage_throwsTheOriginalAsCause() {
        IOException original = new IOException("lost");
        CompletableFuture<String> stage = steps.loop().submit(() -> {
            throw original;
        });
        assertThatThrownBy(() -> steps.runUntilDone(stage))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(original);
    }

    @Test
    void runUntilDone_interruptedThread_givesTheValueAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        try {
            assertThat(steps.runUntilDone(steps.loop().submit(() -> 7))).isEqualTo(7);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void runUntilDone_promiseThatNobodyKeeps_namesIt() {
        CompletableFuture<String> promise = Bridge.promise("the answer");
        assertThatThrownBy(() -> steps.runUntilDone(promise))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("promise 'the answer'")
                .hasMessageContaining("loop 'steps' has nothing that is ready to run")
                .hasMessageContaining("no timer either");
    }

    @Test
    void runUntilDone_stageNeedsTheClock_saysHowFar() {
        CompletableFuture<Void> late = noteAfter(90_000, "late");
        assertThatThrownBy(() -> steps.runUntilDone(late))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("next timer is due in PT1M30S");
    }

    @Test
    void runUntilDone_stageThatIsNoFuture_works() {
        CompletionStage<Integer> minimal = steps.loop().submit(() -> 3).minimalCompletionStage();
        assertThat(steps.runUntilDone(minimal)).isEqualTo(3);
    }

    // -- awaits inside callbacks --

    @Test
    void await_insideACallback_runsOnlyRelatedWork() {
        CompletableFuture<String> related = steps.loop().submit(() -> "related");
        steps.loop().executor().execute(() -> note("unrelated"));
        CompletableFuture<String> outer = steps.loop()
                .submit(() -> Bridge.await(related.thenApplyAsync(s -> {
                    note(s);
                    return s;
                })));
        steps.loop().executor().execute(() -> note("after"));
        steps.runOne();
        assertThat(steps.runUntilDone(outer)).isEqualTo("related");
        steps.runReady();
        assertThat(log).containsExactly("unrelated@0", "related@0", "after@0");
    }

    @Test
    void await_insideACallbackForATimer_endsWhenAnotherThreadMovesTheClock() throws InterruptedException {
        CompletableFuture<String> late = steps.loop().schedule(Duration.ofHours(1), () -> "rang");
        CompletableFuture<String> outer = steps.loop().submit(() -> Bridge.await(late));
        Thread mover = new Thread(() -> steps.clock().advance(Duration.ofHours(1)));
        steps.loop().executor().execute(() -> log.add("held back"));
        mover.start();
        assertThat(steps.runUntilDone(outer)).isEqualTo("rang");
        mover.join();
        assertThat(log).isEmpty();
    }

    @Test
    void open_withNesting_keepsIt() {
        try (DeterministicLoop strict =
                DeterministicLoop.open(c -> c.withName("strict").withNesting(Nesting.FORBID))) {
            CompletableFuture<Integer> other = strict.loop().submit(() -> 1);
            CompletableFuture<Integer> outer =
                    strict.loop().submit(() -> Bridge.await(other.thenApplyAsync(n -> n + 1)));
            assertThatThrownBy(() -> strict.runUntilDone(outer)).hasMessageContaining("BSC001");
        }
    }

    @Test
    void open_withOwnThread_hasNoneAllTheSame() {
        try (DeterministicLoop own = DeterministicLoop.open(c -> c.withOwnThread(true))) {
            CompletableFuture<Thread> where = own.loop().submit(Thread::currentThread);
            assertThat(own.runUntilDone(where)).isSameAs(Thread.currentThread());
        }
    }

    // -- close --

    @Test
    void close_workLeft_failsItAndRunsNothing() {
        CompletableFuture<Void> queued = steps.loop().submit(() -> {
            note("queued");
            return null;
        });
        CompletableFuture<Void> timer = noteAfter(10, "timer");
        CompletableFuture<String> pending = steps.loop().call(() -> Bridge.promise("never"));
        steps.close();
        assertThat(log).isEmpty();
        for (CompletableFuture<?> stage : List.of(queued, timer, pending)) {
            assertThat(stage).isCompletedExceptionally();
            assertThatThrownBy(stage::join).hasCauseInstanceOf(ClosedException.class);
        }
    }

    @Test
    void close_twice_doesNothing() {
        steps.close();
        steps.close();
        assertThat(steps.runReady()).isZero();
        assertThat(steps.loop().timeToNextTimer()).isEmpty();
    }

    @Test
    void toString_namesLoopAndTime() {
        assertThat(steps).hasToString("deterministic loop 'steps', manual clock at PT0S");
    }
}
