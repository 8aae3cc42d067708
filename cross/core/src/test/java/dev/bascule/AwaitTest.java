package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers.Call;
import dev.bascule.Callers.ForEachCaller;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Waiting for a stage that is done, ends, or does not end, on every kind of thread. */
class AwaitTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** A plain stage and a guarded one; both are completed by hand. */
    private static List<CompletableFuture<String>> pending() {
        return List.of(new CompletableFuture<>(), Bridge.promise("text"));
    }

    // -- done --

    @ForEachCaller
    void await_doneStage_givesValue(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            stage.complete("text");
            assertThat(caller.call(() -> Bridge.await(stage))).isEqualTo("text");
            assertThat(caller.call(() -> Bridge.await(stage, Duration.ZERO))).isEqualTo("text");
            assertThat(caller.call(() -> Bridge.await(stage, IOException.class)))
                    .isEqualTo("text");
            assertThat(caller.call(() -> Bridge.await(() -> stage))).isEqualTo("text");
            assertThat(caller.call(() -> Bridge.await(() -> stage, Duration.ZERO)))
                    .isEqualTo("text");
        }
    }

    @ForEachCaller
    void await_doneWithNull_givesNull(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            stage.complete(null);
            assertThat(caller.call(() -> Bridge.await(stage))).isNull();
        }
    }

    @ForEachCaller
    void await_failedStage_throwsWithTheOriginal(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            IOException original = new IOException("disk");
            stage.completeExceptionally(original);
            assertThat(caller.failureOf(() -> Bridge.await(stage)))
                    .isInstanceOf(AwaitException.class)
                    .cause()
                    .isSameAs(original);
        }
    }

    @ForEachCaller
    void await_cancelledStage_throwsWithTheCancellation(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            stage.cancel(true);
            assertThat(caller.failureOf(() -> Bridge.await(stage)))
                    .isInstanceOf(AwaitException.class)
                    .cause()
                    .isInstanceOf(CancellationException.class);
        }
    }

    // -- ends while waiting --

    @ForEachCaller
    void await_completedByThirdThread_wakesWithValue(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call = caller.start(() -> Bridge.await(stage)).whenWaitingFor(stage);
            stage.complete("text");
            assertThat(call.value()).isEqualTo("text");
        }
    }

    @ForEachCaller
    void await_completedWithinTheLimit_wakesWithValue(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call =
                    caller.start(() -> Bridge.await(stage, Callers.LONG)).whenWaitingFor(stage);
            stage.complete("text");
            assertThat(call.value()).isEqualTo("text");
        }
    }

    @ForEachCaller
    void await_failedByThirdThread_wakesWithTheOriginal(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call = caller.start(() -> Bridge.await(stage)).whenWaitingFor(stage);
            IllegalStateException original = new IllegalStateException("late");
            stage.completeExceptionally(original);
            assertThat(call.failure())
                    .isInstanceOf(AwaitException.class)
                    .cause()
                    .isSameAs(original);
        }
    }

    @ForEachCaller
    void await_cancelledByThirdThread_wakes(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call = caller.start(() -> Bridge.await(stage)).whenWaitingFor(stage);
            stage.cancel(false);
            assertThat(call.failure())
                    .isInstanceOf(AwaitException.class)
                    .cause()
                    .isInstanceOf(CancellationException.class);
        }
    }

    @ForEachCaller
    void await_stageThatIsNoFuture_waitsForIt(Callers caller) throws Exception {
        CompletableFuture<String> hidden = new CompletableFuture<>();
        Call<String> call =
                caller.start(() -> Bridge.await(Stages.foreign(hidden))).whenWaitingFor(hidden);
        hidden.complete("text");
        assertThat(call.value()).isEqualTo("text");
    }

    @ForEachCaller
    void await_failedStageThatIsNoFuture_throwsTheOriginal(Callers caller) throws Exception {
        IOException original = new IOException("disk");
        CompletableFuture<String> hidden = CompletableFuture.failedFuture(original);
        assertThat(caller.failureOf(() -> Bridge.await(Stages.foreign(hidden), IOException.class)))
                .isSameAs(original);
    }

    @ForEachCaller
    void await_minimalStage_waitsForIt(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call = caller.start(() -> Bridge.await(stage.minimalCompletionStage()))
                    .whenWaitingFor(stage);
            stage.complete("text");
            assertThat(call.value()).isEqualTo("text");
        }
    }

    // -- does not end --

    @ForEachCaller
    void await_neverCompletes_timesOutAndLeavesTheStageAlone(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            assertThat(caller.failureOf(() -> Bridge.await(stage, SHORT)))
                    .isInstanceOf(AwaitTimeoutException.class)
                    .hasMessageContaining(SHORT.toString());
            assertThat(stage).isNotDone();
            assertThat(stage.getNumberOfDependents()).isZero();
        }
    }

    @ForEachCaller
    void await_noTimeAtAll_onlyLooks(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            assertThat(caller.failureOf(() -> Bridge.await(stage, Duration.ZERO)))
                    .isInstanceOf(AwaitTimeoutException.class);
            assertThat(caller.failureOf(() -> Bridge.await(stage, Duration.ofSeconds(-1))))
                    .isInstanceOf(AwaitTimeoutException.class);
        }
    }

    // -- interrupts --

    @ForEachCaller
    void await_interruptedBefore_throwsAndClearsTheFlag(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            assertThat(caller.call(() -> {
                        Thread.currentThread().interrupt();
                        return interruptOf(stage);
                    }))
                    .isEqualTo("interrupted, flag false");
            assertThat(stage).isNotDone();
        }
    }

    @ForEachCaller
    void await_interruptedWhileWaiting_throwsAndClearsTheFlag(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            Call<String> call = caller.start(() -> interruptOf(stage)).whenWaitingFor(stage);
            call.thread().interrupt();
            assertThat(call.value()).isEqualTo("interrupted, flag false");
            assertThat(stage).isNotDone();
            assertThat(stage.getNumberOfDependents()).isZero();
        }
    }

    private static String interruptOf(CompletableFuture<String> stage) {
        try {
            return Bridge.await(stage);
        } catch (InterruptedException expected) {
            return "interrupted, flag " + Thread.currentThread().isInterrupted();
        }
    }

    @ForEachCaller
    void await_doneStageOnInterruptedThread_givesValueAndKeepsTheFlag(Callers caller) throws Exception {
        for (CompletableFuture<String> stage : pending()) {
            stage.complete("text");
            assertThat(caller.call(() -> {
                        Thread.currentThread().interrupt();
                        return Bridge.await(stage) + ", flag " + Thread.interrupted();
                    }))
                    .isEqualTo("text, flag true");
        }
    }
}
