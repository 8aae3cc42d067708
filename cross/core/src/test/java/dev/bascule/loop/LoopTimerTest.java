package dev.bascule.loop;

import static dev.bascule.Callers.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers of a loop, on a clock that the test moves. */
class LoopTimerTest {
    private final StepClock clock = new StepClock();
    private final EventLoop loop = EventLoop.open(c -> c.withName("timers").withTimeSource(clock));

    @AfterEach
    void close() {
        loop.close();
    }

    /** Returns when the loop has run all timers that are due: this one is the last of them. */
    private void settle() throws InterruptedException {
        Bridge.await(loop.schedule(Duration.ZERO, () -> null));
    }

    @Test
    void schedule_delay_runsWhenItIsOverAndNotBefore() throws Exception {
        CompletableFuture<Boolean> stage = loop.schedule(Duration.ofSeconds(5), loop::isCurrentThread);
        clock.advance(Duration.ofMillis(4_999));
        settle();
        assertThat(stage).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(Bridge.await(stage)).isTrue();
    }

    @Test
    void schedule_onAnIdleLoop_isWokenByTheClock() throws Exception {
        CompletableFuture<String> stage = loop.schedule(Duration.ofHours(1), () -> "text");
        settle();
        clock.advance(Duration.ofHours(1));
        assertThat(Bridge.await(stage, Callers.LONG)).isEqualTo("text");
    }

    @Test
    void schedule_noOrNegativeDelay_runsAtOnce() throws Exception {
        assertThat(Bridge.await(loop.schedule(Duration.ZERO, () -> "zero"))).isEqualTo("zero");
        assertThat(Bridge.await(loop.schedule(Duration.ofSeconds(-1), () -> "past")))
                .isEqualTo("past");
    }

    @Test
    void schedule_veryLongDelay_neitherOverflowsNorRuns() throws Exception {
        CompletableFuture<String> stage = loop.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> "text");
        settle();
        assertThat(stage).isNotDone();
    }

    @Test
    void schedule_systemClock_runsInTime() throws Exception {
        try (EventLoop real = EventLoop.open("real")) {
            long start = System.nanoTime();
            long end = Bridge.await(real.schedule(Duration.ofMillis(30), System::nanoTime), Callers.LONG);
            assertThat(Duration.ofNanos(end - start)).isGreaterThanOrEqualTo(Duration.ofMillis(30));
        }
    }

    @Test
    void timers_manyTimes_runInTheirOrderAndEqualOnesAsSet() throws Exception {
        List<String> ran = new CopyOnWriteArrayList<>();
        List<CompletableFuture<?>> stages = new ArrayList<>();
        int[] seconds = {7, 3, 9, 1, 3, 5, 2, 8, 3, 6, 4, 1};
        for (int i = 0; i < seconds.length; i++) {
            String label = seconds[i] + "#" + i;
            stages.add(loop.schedule(Duration.ofSeconds(seconds[i]), () -> ran.add(label)));
        }
        settle();
        clock.advance(Duration.ofSeconds(10));
        Bridge.await(Bridge.allOf(stages.toArray(new CompletableFuture<?>[0])));
        assertThat(ran)
                .containsExactly("1#3", "1#11", "2#6", "3#1", "3#4", "3#8", "4#10", "5#5", "6#9", "7#0", "8#7", "9#2");
    }

    @Test
    void rate_eachPeriod_runsOnce() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        loop.scheduleAtFixedRate(Duration.ofSeconds(1), Duration.ofSeconds(2), ticks::incrementAndGet);
        settle();
        assertThat(ticks).hasValue(0);
        for (int i = 1; i <= 3; i++) {
            clock.advance(Duration.ofSeconds(i == 1 ? 1 : 2));
            int expected = i;
            eventually().until(() -> ticks.get() == expected);
            settle();
            assertThat(ticks).hasValue(i);
        }
    }

    @Test
    void rate_lateTicks_areMergedAndTheRhythmIsKept() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), ticks::incrementAndGet);
        settle();
        assertThat(ticks).hasValue(1);
        clock.advance(Duration.ofMillis(10_500));
        settle();
        assertThat(ticks).hasValue(2);
        clock.advance(Duration.ofMillis(499));
        settle();
        assertThat(ticks).hasValue(2);
        clock.advance(Duration.ofMillis(1));
        settle();
        assertThat(ticks).hasValue(3);
    }

    @Test
    void rate_actionFails_endsTheStageAndStops() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        IllegalStateException original = new IllegalStateException("second tick");
        CompletableFuture<Void> stage = loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), () -> {
            if (ticks.incrementAndGet() == 2) {
                throw original;
            }
        });
        settle();
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> Bridge.await(stage, IllegalStateException.class))
                .isSameAs(original);
        clock.advance(Duration.ofSeconds(5));
        settle();
        assertThat(ticks).hasValue(2);
    }

    @Test
    void rate_noPeriod_isRefused() {
        assertThatThrownBy(() -> loop.scheduleAtFixedRate(Duration.ZERO, Duration.ZERO, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("period must be > 0, was PT0S");
    }

    // -- cancelling --

    @Test
    void cancel_timer_neverRuns() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        CompletableFuture<Integer> one = loop.schedule(Duration.ofSeconds(1), ran::incrementAndGet);
        CompletableFuture<Integer> other = loop.schedule(Duration.ofSeconds(1), ran::incrementAndGet);
        settle();
        assertThat(one.cancel(false)).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(Bridge.await(other)).isOne();
        settle();
        assertThat(ran).hasValue(1);
    }

    @Test
    void cancel_timerBeforeTheLoopHasSeenIt_neverRuns() throws Exception {
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            loop.schedule(Duration.ofSeconds(1), ran::incrementAndGet).cancel(false);
        }
        clock.advance(Duration.ofSeconds(2));
        settle();
        assertThat(ran).hasValue(0);
    }

    @Test
    void cancel_rate_stopsIt() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        CompletableFuture<Void> stage =
                loop.scheduleAtFixedRate(Duration.ZERO, Duration.ofSeconds(1), ticks::incrementAndGet);
        settle();
        assertThat(stage.cancel(false)).isTrue();
        clock.advance(Duration.ofSeconds(5));
        settle();
        assertThat(ticks).hasValue(1);
    }

    @Test
    void cancel_rateFromItsOwnAction_stopsIt() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        CompletableFuture<CompletableFuture<Void>> self = new CompletableFuture<>();
        self.complete(loop.scheduleAtFixedRate(Duration.ofSeconds(1), Duration.ofSeconds(1), () -> {
            ticks.incrementAndGet();
            self.join().cancel(false);
        }));
        clock.advance(Duration.ofSeconds(1));
        eventually().until(self.join()::isCancelled);
        clock.advance(Duration.ofSeconds(5));
        settle();
        assertThat(ticks).hasValue(1);
    }

    @Test
    void cancel_timersFarAway_freesWhatTheyHold() throws Exception {
        List<WeakReference<AtomicInteger>> held = new ArrayList<>();
        List<CompletableFuture<?>> stages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            AtomicInteger payload = new AtomicInteger();
            held.add(new WeakReference<>(payload));
            stages.add(loop.schedule(Duration.ofDays(1 + i % 3), payload::get));
            stages.add(loop.scheduleAtFixedRate(Duration.ofDays(i % 5), Duration.ofDays(1), payload::incrementAndGet));
        }
        settle();
        stages.forEach(stage -> stage.cancel(false));
        stages.clear();
        eventually().until(() -> {
            System.gc();
            return held.stream().allMatch(reference -> reference.get() == null);
        });
    }
}
