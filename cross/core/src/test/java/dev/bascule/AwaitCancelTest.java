package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers.Call;
import dev.bascule.Callers.ForEachCaller;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leaving a wait cancels what the wait has started, all of it, and nothing else. */
class AwaitCancelTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Offload offload = Offload.open("work");
    private CountDownLatch started;
    private CountDownLatch interrupted;
    private CountDownLatch release;

    @BeforeEach
    void reset() {
        started = new CountDownLatch(1);
        interrupted = new CountDownLatch(1);
        release = new CountDownLatch(1);
    }

    @AfterEach
    void close() {
        release.countDown();
        offload.close();
    }

    /** A call that ends only when it is released or interrupted. */
    private CompletableFuture<String> stuck() {
        return offload.call(() -> {
            started.countDown();
            try {
                release.await();
                return "released";
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
    }

    private CompletableFuture<Integer> stuckBelow(CompletableFuture<String> root) {
        return root.thenApply(String::trim)
                .thenCompose(text -> offload.call(text::length))
                .thenApply(length -> length + 1);
    }

    private void assertCancelled(CompletableFuture<String> root) throws InterruptedException {
        assertThat(interrupted.await(Callers.LONG.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(root).isCancelled();
        assertThat(root.handle((value, failure) -> ((CallCancelledException) failure).outcome())
                        .join())
                .isEqualTo(Outcome.INTERRUPTED);
    }

    private static <T> void leaveByInterrupt(
            Callers caller, ThrowingSupplier<T, InterruptedException> wait, Runnable ready) throws Exception {
        Call<T> call = caller.start(wait::get);
        ready.run();
        call.whenParked().thread().interrupt();
        assertThat(call.failure()).isInstanceOf(InterruptedException.class);
    }

    private void whenStarted() {
        Callers.eventually().until(() -> started.getCount() == 0);
    }

    // -- what the wait started --

    @ForEachCaller
    void awaitSupplier_interrupted_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<Integer> below = stuckBelow(root);
        leaveByInterrupt(caller, () -> Bridge.await(() -> below), () -> {
            whenStarted();
            Callers.eventually().until(() -> below.getNumberOfDependents() > 0);
        });
        assertCancelled(root);
        assertThat(below).isCancelled();
    }

    @ForEachCaller
    void awaitSupplier_timedOut_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> stuckBelow(root), SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(root);
    }

    @ForEachCaller
    void awaitSupplier_leftDuringInnerStageOfCompose_cancelsTheInnerCall(Callers caller) throws Exception {
        CompletableFuture<String> outer = offload.call(() -> "outer");
        CompletableFuture<CompletableFuture<String>> inner = new CompletableFuture<>();
        CompletableFuture<String> composed = outer.thenCompose(text -> {
            inner.complete(stuck());
            return inner.join();
        });
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> composed.thenApply(String::trim), SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(inner.join());
    }

    @ForEachCaller
    void awaitSupplier_leftDuringPlainInnerStageOfCompose_cancelsIt(Callers caller) throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> composed = offload.call(() -> "outer").thenCompose(text -> inner);
        assertThat(caller.failureOf(() -> Bridge.await(() -> composed, SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertThat(inner).isCancelled();
    }

    @ForEachCaller
    void awaitSupplier_minimalStageTimedOut_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletionStage<Integer> minimal = stuckBelow(root).minimalCompletionStage();
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> minimal, SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(root);
    }

    @ForEachCaller
    void awaitSupplier_stagesWithTimeoutsOfTheirOwn_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck().orTimeout(1, TimeUnit.HOURS).orTimeout(2, TimeUnit.HOURS);
        CompletableFuture<Integer> below = stuckBelow(root).completeOnTimeout(0, 1, TimeUnit.HOURS);
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> below, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(root);
    }

    @ForEachCaller
    void blocking_interrupted_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<Integer> below = stuckBelow(root);
        Supplier<CompletionStage<Integer>> function = () -> below;
        leaveByInterrupt(caller, Bridge.blocking(function), () -> {
            whenStarted();
            Callers.eventually().until(() -> below.getNumberOfDependents() > 0);
        });
        assertCancelled(root);
    }

    @Test
    void run_interrupted_cancelsUpToTheRoot() throws Exception {
        CompletableFuture<CompletableFuture<String>> root = new CompletableFuture<>();
        Supplier<CompletableFuture<Integer>> work = () -> {
            root.complete(stuck());
            return stuckBelow(root.join());
        };
        leaveByInterrupt(Callers.PLATFORM_THREAD, () -> Bridge.run(work), this::whenStarted);
        assertCancelled(root.join());
    }

    // -- what others depend on --

    @ForEachCaller
    void awaitSupplier_leftWhileAnotherDependentExists_cancelsOnlyItsOwnPart(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<String> other = root.thenApply(text -> text + " for the other");
        CompletableFuture<Integer> below = stuckBelow(root);
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> below, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertThat(below).isCancelled();
        assertThat(root).isNotDone();
        release.countDown();
        assertThat(Bridge.await(other)).isEqualTo("released for the other");
    }

    @ForEachCaller
    void awaitSupplier_oneOfTwoWaitersLeaves_theOtherGetsTheValue(Callers caller) throws Exception {
        CompletableFuture<String> shared = stuck();
        Call<String> stays = caller.start(() -> Bridge.await(() -> shared)).whenWaitingFor(shared);
        assertThat(caller.failureOf(() -> Bridge.await(() -> shared, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertThat(shared).isNotDone();
        release.countDown();
        assertThat(stays.value()).isEqualTo("released");
    }

    @ForEachCaller
    void awaitSupplier_lastOfTwoWaitersLeaves_cancels(Callers caller) throws Exception {
        CompletableFuture<String> shared = stuck();
        whenStarted();
        Call<String> last = caller.start(() -> Bridge.await(() -> shared)).whenWaitingFor(shared);
        assertThat(caller.failureOf(() -> Bridge.await(() -> shared, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        last.whenWaitingFor(shared).thread().interrupt();
        assertThat(last.failure()).isInstanceOf(InterruptedException.class);
        assertCancelled(shared);
    }

    @ForEachCaller
    void awaitSupplier_bothOwnersOfSeparateDependentsLeave_theLastCancelsTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<Integer> one = stuckBelow(root);
        CompletableFuture<Integer> other = stuckBelow(root);
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> one, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertThat(root).isNotDone();
        assertThat(caller.failureOf(() -> Bridge.await(() -> other, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(root);
    }

    @ForEachCaller
    void awaitSupplier_minimalStageOfSharedCallLeft_doesNotCancelTheCall(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<String> other = root.thenApply(text -> text + " for the other");
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(root::minimalCompletionStage, SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertThat(root).isNotDone();
        release.countDown();
        assertThat(Bridge.await(other)).isEqualTo("released for the other");
    }

    @ForEachCaller
    void awaitSupplier_onlyTimedOutDependentIsLeft_cancelsUpToTheRoot(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<String> over = root.thenApply(String::trim).orTimeout(1, TimeUnit.MILLISECONDS);
        Callers.eventually().until(over::isDone);
        whenStarted();
        assertThat(caller.failureOf(() -> Bridge.await(() -> root.thenApply(String::length), SHORT)))
                .isInstanceOf(AwaitTimeoutException.class);
        assertCancelled(root);
    }

    // -- what was passed in --

    @ForEachCaller
    void await_stagePassedIn_isNeverCancelled(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        CompletableFuture<Integer> below = stuckBelow(root);
        leaveByInterrupt(
                caller,
                () -> Bridge.await(below),
                () -> Callers.eventually().until(() -> below.getNumberOfDependents() > 0));
        assertThat(caller.failureOf(() -> Bridge.await(below, SHORT))).isInstanceOf(AwaitTimeoutException.class);
        assertThat(root).isNotDone();
        release.countDown();
        assertThat(Bridge.await(below)).isEqualTo("released".length() + 1);
    }

    @ForEachCaller
    void guardedGet_timedOut_cancelsNothing(Callers caller) throws Exception {
        CompletableFuture<String> root = stuck();
        caller.failureOf(() -> root.get(20, TimeUnit.MILLISECONDS));
        assertThat(root).isNotDone();
    }
}
