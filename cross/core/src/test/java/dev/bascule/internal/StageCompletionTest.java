package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who completes a guarded stage: its producer, a timeout, or, for a promise, whoever likes to. */
class StageCompletionTest {
    private final Offload offload = Offload.open("completion");
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        offload.close();
    }

    private CompletableFuture<Object> pendingCall() {
        return offload.call(() -> {
            gate.await();
            return "value";
        });
    }

    @Test
    void completing_guardedStageByHand_isRefused() {
        try (EventLoop loop = EventLoop.open("completion-loop")) {
            List<CompletableFuture<Object>> stages = List.of(
                    pendingCall(),
                    loop.call(this::pendingCall),
                    pendingCall().thenApply(value -> value),
                    Bridge.<Object>promise("p").thenApply(value -> value));
            for (CompletableFuture<Object> stage : stages) {
                refusals(stage).forEach(StageCompletionTest::assertRefused);
                assertThat(stage).isNotDone();
            }
            gate.countDown();
            assertThat(stages.get(0).join()).isEqualTo("value");
            assertThat(stages.get(1).join()).isEqualTo("value");
        }
    }

    private static Stream<ThrowingCallable> refusals(CompletableFuture<Object> stage) {
        return Stream.of(
                () -> stage.complete("forged"),
                () -> stage.completeExceptionally(new IOException("forged")),
                () -> stage.completeAsync(() -> "forged"),
                () -> stage.completeAsync(() -> "forged", Runnable::run),
                () -> stage.obtrudeValue("forged"),
                () -> stage.obtrudeException(new IOException("forged")));
    }

    private static void assertRefused(ThrowingCallable completion) {
        assertThatExceptionOfType(CrossingException.class)
                .isThrownBy(completion)
                .withMessageStartingWith("BSC006: ")
                .withMessageContaining("Bridge.promise")
                .extracting(CrossingException::rule)
                .isEqualTo(RuleId.BSC006);
    }

    @Test
    void completing_promise_isAllowedOnce() {
        CompletableFuture<Object> promise = Bridge.promise("p");
        assertThat(promise.complete("first")).isTrue();
        assertThat(promise.complete("second")).isFalse();
        assertThat(promise.completeExceptionally(new IOException("late"))).isFalse();
        assertThat(promise.cancel(true)).isFalse();
        assertThat(promise.join()).isEqualTo("first");

        CompletableFuture<Object> failed = Bridge.promise("q");
        assertThat(failed.completeExceptionally(new IOException("gone"))).isTrue();
        assertThat(failed.complete("late")).isFalse();
        assertThatThrownBy(failed::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> Bridge.promise("r").completeExceptionally(null))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void completeAsync_ofPromise_runsAtHome() throws Exception {
        CompletableFuture<Thread> promise =
                offload.call(() -> Bridge.<Thread>promise("of the offload")).get();

        assertThat(promise.completeAsync(Thread::currentThread)).isSameAs(promise);

        assertThat(promise.get(10, TimeUnit.SECONDS).getName()).isEqualTo("bascule-completion");
    }

    @Test
    void completeAsync_ofPromiseWhoseSupplierFails_fails() {
        CompletableFuture<Object> promise = Bridge.promise("p");
        promise.completeAsync(() -> {
            throw new IllegalStateException("supplier");
        });

        assertThatThrownBy(() -> promise.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void obtrude_ofPromise_isRefused() {
        CompletableFuture<Object> promise = Bridge.promise("p");

        assertRefused(() -> promise.obtrudeValue("forged"));
        assertRefused(() -> promise.obtrudeException(new IOException("forged")));
        assertThat(promise).isNotDone();
    }

    @Test
    void orTimeout_whenTimeIsOver_failsItsDependentsOffTheCommonPool() throws Exception {
        CompletableFuture<Object> call = pendingCall();
        CompletableFuture<Thread> dependent = call.handle((value, failure) -> Thread.currentThread());

        assertThat(call.orTimeout(1, TimeUnit.MILLISECONDS)).isSameAs(call);

        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(dependent.get(10, TimeUnit.SECONDS)).isNotInstanceOf(ForkJoinWorkerThread.class);
    }

    @Test
    void completeOnTimeout_whenTimeIsOver_completesItsDependentsOffTheCommonPool() throws Exception {
        CompletableFuture<Object> promise = Bridge.promise("slow");
        CompletableFuture<Thread> dependent = promise.thenApply(value -> Thread.currentThread());

        assertThat(promise.completeOnTimeout("instead", 1, TimeUnit.MILLISECONDS))
                .isSameAs(promise);

        assertThat(promise.get(10, TimeUnit.SECONDS)).isEqualTo("instead");
        assertThat(dependent.get(10, TimeUnit.SECONDS)).isNotInstanceOf(ForkJoinWorkerThread.class);
    }

    @Test
    void timeout_ofDependent_endsOnlyTheDependent() {
        CompletableFuture<Object> promise = Bridge.promise("slow");
        CompletableFuture<Object> dependent = promise.thenApply(value -> value).orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(dependent::join).isInstanceOf(CompletionException.class);
        assertThat(promise).isNotDone();
    }

    @Test
    void timeout_ofStageThatIsDone_changesNothing() throws Exception {
        CompletableFuture<Object> promise = Bridge.promise("done");
        promise.complete("value");

        assertThat(promise.orTimeout(0, TimeUnit.NANOSECONDS)).isSameAs(promise);
        assertThat(promise.completeOnTimeout("other", 0, TimeUnit.NANOSECONDS).get())
                .isEqualTo("value");
        assertThatThrownBy(() -> promise.orTimeout(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> promise.completeOnTimeout("x", 1, null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void timer_whenStageIsDone_isFreed() {
        WeakReference<Object> stage = timedAndDone();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return stage.get() == null;
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            System.gc(); // of failures that other tests did not look at
            return !OurThreads.exist("bascule-timer");
        });
    }

    private static WeakReference<Object> timedAndDone() {
        CompletableFuture<Object> promise = Bridge.promise("timed");
        promise.orTimeout(1, TimeUnit.DAYS).completeOnTimeout("late", 1, TimeUnit.DAYS);
        promise.complete("in time");
        return new WeakReference<>(promise);
    }

    @ParameterizedTest
    @MethodSource("notOfCompletionStage")
    void minimalStage_hasOnlyMethodsOfCompletionStage(java.util.function.Consumer<CompletableFuture<Object>> use) {
        CompletionStage<Object> minimal = pendingCall().minimalCompletionStage();

        assertThatThrownBy(() -> use.accept((CompletableFuture<Object>) minimal))
                .isInstanceOfAny(UnsupportedOperationException.class, CrossingException.class);
    }

    static Stream<java.util.function.Consumer<CompletableFuture<Object>>> notOfCompletionStage() {
        return Stream.of(
                CompletableFuture::join,
                CompletableFuture::isDone,
                CompletableFuture::isCancelled,
                CompletableFuture::isCompletedExceptionally,
                stage -> stage.getNow(1),
                stage -> stage.cancel(true),
                stage -> stage.complete(1),
                stage -> stage.obtrudeValue(1),
                stage -> stage.orTimeout(1, TimeUnit.DAYS),
                stage -> stage.completeOnTimeout(1, 1, TimeUnit.DAYS),
                stage -> stage.completeAsync(() -> 1),
                stage -> stage.thenApply(value -> value).join());
    }

    @Test
    void minimalStage_madeByTheWorkOfAnInterruptedWait_cancelsItsOriginUnlessOthersWantIt() {
        CompletableFuture<Object> wanted = pendingCall();
        CompletableFuture<Object> other = wanted.thenApply(value -> value);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Bridge.await(wanted::minimalCompletionStage)).isInstanceOf(InterruptedException.class);
        assertThat(wanted).isNotDone();
        assertThat(other).isNotDone();

        CompletableFuture<Object> call = pendingCall();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Bridge.await(call::minimalCompletionStage)).isInstanceOf(InterruptedException.class);
        assertThat(call).isCancelled();
    }

    @Test
    void minimalStage_asFuture_endsAsItsOriginAndDoesNotEndIt() throws Exception {
        CompletableFuture<Object> call = pendingCall();
        CompletableFuture<Object> future = call.minimalCompletionStage().toCompletableFuture();
        CompletableFuture<Object> given = call.minimalCompletionStage().toCompletableFuture();
        assertThat(given.cancel(true)).isTrue();
        assertThat(call).isNotDone();

        gate.countDown();

        assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("value");
        assertThat(Bridge.await(call.minimalCompletionStage())).isEqualTo("value");
    }
}
