package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.OurLog;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure that nobody looks at is logged once, when its stage is collected; one that somebody saw never is. */
class UnobservedTest {
    private final OurLog log = new OurLog();

    @AfterEach
    void stop() {
        log.close();
    }

    /** A stage that fails unseen after all others: when it has been reported, the others have been collected too. */
    private void awaitCollection() {
        Bridge.promise("marker").completeExceptionally(new MarkerException());
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            Unobserved.report();
            return !log.thrown(MarkerException.class).isEmpty();
        });
        System.gc();
        Unobserved.report();
    }

    @Test
    void failure_ofCallThatNobodySees_isLoggedOnce() throws Exception {
        LostException lost = new LostException();
        loseCall(lost);

        awaitCollection();
        awaitCollection();

        await().untilAsserted(
                        () -> assertThat(log.thrown(LostException.class)).containsExactly(lost)); // the timer looks too
        LogRecord entry = log.records().stream()
                .filter(each -> each.getThrown() == lost)
                .findFirst()
                .orElseThrow();
        assertThat(entry.getMessage()).startsWith("BSC202: ").contains("offload 'losing'", "docs/rules/BSC202.md");
    }

    @Test
    void failure_thatIsTheLastOne_isLoggedEvenSo() throws Exception {
        loseCall(new LostException());

        awaitReportOfLast();
    }

    @Test
    void ticker_thatThrewOnALoopWithNothingElseToDo_isLogged() throws Exception {
        try (EventLoop loop = EventLoop.open("ticking")) {
            CountDownLatch threw = new CountDownLatch(1);
            loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(1), () -> {
                threw.countDown();
                Failures.sneak(new LostException());
            });
            assertThat(threw.await(10, TimeUnit.SECONDS)).isTrue();

            awaitReportOfLast();
        }
    }

    /** No other stage fails meanwhile, which would look. */
    private void awaitReportOfLast() {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return !log.thrown(LostException.class).isEmpty();
        });
    }

    private static void loseCall(Exception failure) {
        try (Offload offload = Offload.open("losing")) {
            offload.call(() -> {
                throw failure;
            });
        }
    }

    @Test
    void failure_ofLoopWorkThatNobodySees_isLoggedOnce() {
        try (EventLoop loop = EventLoop.open("losing-loop")) {
            loop.submit(() -> {
                throw new LostException();
            });
            loop.call(() -> {
                throw new IllegalStateException(new LostException());
            });
            loop.schedule(Duration.ZERO, () -> {
                throw new LostException();
            });
            loop.submit(() -> 1).join();
        }

        awaitCollection();

        await().untilAsserted(() -> assertThat(log.thrown(LostException.class)).hasSize(2));
        await().untilAsserted(() ->
                assertThat(log.thrown(IllegalStateException.class)).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("waysOfLooking")
    void failure_thatWasSeen_isNotLogged(Consumer<CompletableFuture<Object>> look) {
        failAndLook(look);

        awaitCollection();

        assertThat(log.thrown(LostException.class)).isEmpty();
    }

    private static void failAndLook(Consumer<CompletableFuture<Object>> look) {
        CompletableFuture<Object> failed = Bridge.promise("seen when done");
        failed.completeExceptionally(new LostException());
        swallow(() -> look.accept(failed));

        CompletableFuture<Object> failing = Bridge.promise("seen while pending");
        CountDownLatch looking = new CountDownLatch(1);
        CompletableFuture<Void> looker = CompletableFuture.runAsync(() -> {
            looking.countDown();
            swallow(() -> look.accept(failing));
        });
        swallow(() -> looking.await(10, TimeUnit.SECONDS));
        failing.completeExceptionally(new LostException());
        looker.join();
    }

    static Stream<Consumer<CompletableFuture<Object>>> waysOfLooking() {
        return Stream.of(
                CompletableFuture::join,
                stage -> swallow(stage::get),
                stage -> swallow(() -> stage.get(10, TimeUnit.SECONDS)),
                stage -> swallow(() -> Bridge.await(stage)),
                stage -> swallow(() -> Bridge.await(stage, Duration.ofSeconds(10))),
                stage -> stage.whenComplete((value, failure) -> {}),
                stage -> swallow(() -> stage.handle((value, failure) -> value).get()),
                stage -> stage.exceptionally(failure -> null),
                stage -> swallow(() -> Bridge.allOf(stage, CompletableFuture.completedFuture(1))
                        .get()),
                stage -> swallow(() -> Bridge.anyOf(stage).get()),
                stage -> swallow(() -> CompletableFuture.completedFuture(1)
                        .thenCompose(one -> stage)
                        .get()));
    }

    @Test
    void failure_thatIsCompletedTwiceAndSeen_isNotLogged() {
        CompletableFuture<Object> promise = Bridge.promise("twice");
        promise.completeExceptionally(new LostException());
        promise.completeExceptionally(new LostException());
        promise.complete("late");
        assertThatThrownBy(promise::join).hasCauseInstanceOf(LostException.class);
        promise = null;

        awaitCollection();

        assertThat(log.thrown(LostException.class)).isEmpty();
    }

    @Test
    void failure_ofStageWithTimeoutThatNobodySees_isLogged() {
        loseTimed();

        awaitCollection();

        await().untilAsserted(() -> assertThat(log.thrown(LostException.class)).hasSize(1));
    }

    private static void loseTimed() {
        Bridge.promise("timed").orTimeout(1, TimeUnit.DAYS).completeExceptionally(new LostException());
    }

    @Test
    void cancellation_thatNobodySees_isNotLogged() throws Exception {
        try (Offload offload = Offload.open("cancelled")) {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Object> call = offload.call(() -> {
                gate.await();
                return 1;
            });
            call.cancel(true);
            Bridge.promise("cancelled").cancel(true);
        }

        awaitCollection();

        assertThat(log.records()).extracting(LogRecord::getThrown).noneMatch(CancellationException.class::isInstance);
    }

    private static void swallow(ThrowingAction action) {
        try {
            action.run();
        } catch (Exception expected) {
            // the failure has been seen; that is all
        }
    }

    @FunctionalInterface
    private interface ThrowingAction {
        void run() throws Exception;
    }

    private static final class LostException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class MarkerException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
