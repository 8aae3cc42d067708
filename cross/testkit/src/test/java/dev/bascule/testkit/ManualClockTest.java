package dev.bascule.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void clock_new_showsZero() {
        assertThat(clock.now()).isEqualTo(Duration.ZERO);
        assertThat(clock.nanoTime()).isZero();
        assertThat(clock).hasToString("manual clock at PT0S");
    }

    @Test
    void clock_untouched_standsStill() {
        long before = clock.nanoTime();
        Thread.yield();
        assertThat(clock.nanoTime()).isEqualTo(before);
    }

    @Test
    void advance_twice_addsUp() {
        clock.advance(Duration.ofMillis(3));
        clock.advance(Duration.ofNanos(7));
        assertThat(clock.nanoTime()).isEqualTo(3_000_007);
        assertThat(clock.now()).isEqualTo(Duration.ofNanos(3_000_007));
    }

    @Test
    void advance_negative_isRefused() {
        assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("by must be >= 0, was PT-0.003S");
        assertThat(clock.now()).isEqualTo(Duration.ZERO);
    }

    @Test
    void advance_pastTheEnd_isRefusedAndDoesNotMove() {
        clock.advance(Duration.ofNanos(1));
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(Long.MAX_VALUE)))
                .isInstanceOf(ArithmeticException.class);
        assertThat(clock.nanoTime()).isEqualTo(1);
    }

    @Test
    void listeners_atAJump_areToldInOrderAndSeeTheNewTime() {
        List<String> told = new ArrayList<>();
        clock.onJump(() -> told.add("first at " + clock.now()));
        clock.onJump(() -> told.add("second at " + clock.now()));
        clock.advance(Duration.ofSeconds(2));
        assertThat(told).containsExactly("first at PT2S", "second at PT2S");
    }

    @Test
    void advance_manyThreadsAtOnce_losesNoJump() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        clock.onJump(told::incrementAndGet);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> advanceOften(start));
            threads.add(thread);
            thread.start();
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(clock.nanoTime()).isEqualTo(4_000);
        assertThat(told).hasValue(4_000);
    }

    private void advanceOften(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            return;
        }
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofNanos(1));
        }
    }

    @Test
    void loopWithAThread_jumpToItsTimer_wakesAndRunsIt() throws Exception {
        try (EventLoop loop = EventLoop.open(config -> config.withName("jump").withTimeSource(clock))) {
            CompletableFuture<String> late = loop.schedule(Duration.ofDays(365), () -> "rang");
            Bridge.await(loop.submit(() -> "the loop has taken the timer in"));
            assertThat(late).isNotDone();
            clock.advance(Duration.ofDays(365));
            assertThat(Bridge.await(late)).isEqualTo("rang");
        }
    }
}
