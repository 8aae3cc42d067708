package dev.bascule.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.OurLog;
import dev.bascule.stage.ClosedException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A repeating timer is usually left to the loop's close; which must not be reported as a lost failure (BSC202). */
class TimerLeftAtCloseTest {

    private final OurLog log = new OurLog();

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void close_droppedRepeatingTimer_isNotReported() throws Exception {
        awaitCollection(new WeakReference<>(tickUntilClosed("ticking")));
        awaitCollection(new WeakReference<>(failUnseen("control")));
        awaitReport("'control'"); // collected later, so reported later
        assertThat(log.messages()).noneMatch(text -> text.contains("'ticking'"));
    }

    @Test
    void close_keptRepeatingTimer_failsItsStage() throws Exception {
        assertThatThrownBy(tickUntilClosed("kept")::join).hasCauseInstanceOf(ClosedException.class);
    }

    @Test
    void close_timerThatIsNotDue_saysToCancelIt() throws Exception {
        CompletableFuture<Integer> late;
        CompletableFuture<Void> ticks;
        try (EventLoop loop = EventLoop.open("late")) {
            late = loop.schedule(Duration.ofDays(1), () -> 1);
            CountDownLatch ticked = new CountDownLatch(1);
            ticks = loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofDays(1), ticked::countDown);
            ticked.await();
            loop.submit(() -> "after the tick").join();
        }
        for (CompletableFuture<?> timer : List.of(late, ticks)) {
            assertThatThrownBy(timer::join)
                    .hasRootCauseInstanceOf(ClosedException.class)
                    .hasMessageContainingAll("loop 'late' was closed before this timer was due", "cancel the timer")
                    .hasMessageNotContaining("allow more time");
        }
    }

    @Test
    void scheduleAtFixedRate_closedLoopAndDroppedStage_isReported() throws Exception {
        EventLoop loop = EventLoop.open("closed");
        loop.close();
        awaitCollection(new WeakReference<>(loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), () -> {})));
        awaitReport("'closed'");
    }

    private static CompletableFuture<Void> tickUntilClosed(String name) throws InterruptedException {
        try (EventLoop loop = EventLoop.open(name)) {
            CountDownLatch ticks = new CountDownLatch(2);
            CompletableFuture<Void> timer =
                    loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofMillis(1), ticks::countDown);
            assertThat(ticks.await(30, TimeUnit.SECONDS)).isTrue();
            return timer;
        }
    }

    private static CompletableFuture<Void> failUnseen(String name) {
        try (EventLoop loop = EventLoop.open(name)) {
            return loop.submit(() -> {
                throw new IllegalStateException("nobody looks");
            });
        }
    }

    /** Reports are made when a stage fails. */
    private void awaitReport(String part) {
        await().until(() -> {
            failUnseen("provoking");
            return log.messages().stream().anyMatch(text -> text.contains(part));
        });
    }

    private static void awaitCollection(WeakReference<?> reference) {
        await().until(() -> {
            System.gc();
            return reference.refersTo(null);
        });
    }
}
