package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.sync.SyncConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What holds for a semaphore whose requests are of different sizes. What holds for requests of one size is in {@link
 * AcquireContract}: run that for one permit of several, for all of them, and for something in between.
 */
public abstract class SemaphoreContract extends Suite<Acquirable> {
    private static final int TOTAL = 5;
    private static final int ROUNDS = 300;

    /** For subclasses. */
    protected SemaphoreContract() {}

    /** A fresh semaphore of so many permits, as configured. */
    protected abstract Permits create(int permits, UnaryOperator<SyncConfig> configure);

    /** How long the longest line is; 10,000 by default. */
    protected int many() {
        return 10_000;
    }

    @Override
    protected final Acquirable create(UnaryOperator<SyncConfig> configure) {
        return create(1, configure).each(1);
    }

    private static void untilInLine(Permits permits, int count) {
        Eventually.until(count + " wait", () -> permits.waiting() == count);
    }

    private static void assertWhole(Permits permits, int total) {
        assertThat(permits.waiting()).isZero();
        assertThat(permits.available()).isEqualTo(total);
    }

    private static AutoCloseable take(Permits permits, int count) {
        AutoCloseable hold = permits.each(count).tryNow();
        assertThat(hold).as("%s permits", count).isNotNull();
        return hold;
    }

    // -- weights --

    @ForEach
    void requests_ofManySizes_neverExceedThePermits(Face others) {
        for (boolean strict : List.of(false, true)) {
            Permits permits = create(TOTAL, config -> config.withStrictFifo(strict));
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<CompletableFuture<Object>> ends = new ArrayList<>();
            for (int weight = 1; weight <= TOTAL; weight++) {
                for (Face face : List.of(Face.THREAD, others)) {
                    if (permits.isDual() || face != Face.LOOP) {
                        ends.add(visits(permits, weight, face, taken, most));
                    }
                }
            }
            ends.forEach(end -> Eventually.ended(end).join());
            assertThat(most).hasValue(TOTAL);
            assertWhole(permits, TOTAL);
        }
    }

    private CompletableFuture<Object> visits(
            Permits permits, int weight, Face face, AtomicInteger taken, AtomicInteger most) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Runnable once = () -> {
            most.accumulateAndGet(taken.addAndGet(weight), Math::max);
            Thread.yield();
            taken.addAndGet(-weight);
        };
        launch(face, () -> {
            if (face == Face.LOOP) {
                endLike(async(permits.each(weight), once, ROUNDS), end);
            } else {
                blocking(permits.each(weight), once, end);
            }
        });
        return end;
    }

    private static void blocking(Acquirable subject, Runnable once, CompletableFuture<Object> end) {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                subject.with(() -> {
                    once.run();
                    return null;
                });
            }
            end.complete("done");
        } catch (Throwable failure) {
            end.completeExceptionally(failure);
        }
    }

    private static CompletableFuture<?> async(Acquirable subject, Runnable once, int left) {
        CompletableFuture<?> turn = subject.withAsync(() -> CompletableFuture.runAsync(once));
        return left == 1 ? turn : turn.thenCompose(nothing -> async(subject, once, left - 1));
    }

    @Test
    void permits_givenBack_serveAllWhoFit() {
        Permits permits = create(TOTAL, config -> config);
        AutoCloseable all = take(permits, TOTAL);
        List<Visit> small = new ArrayList<>();
        for (int i = 0; i < TOTAL; i++) {
            small.add(come(permits.each(1), new Way(Face.THREAD, Way.Form.PLAIN, false)));
        }
        untilInLine(permits, TOTAL);
        Visit.close(all);
        small.forEach(Visit::untilItHasIt);
        assertThat(permits.available()).isZero();
        small.forEach(Visit::leave);
        assertWhole(permits, TOTAL);
    }

    // -- a large request at the head --

    /** Or it might never get so many together. */
    @ForEach
    void largeRequest_atTheHead_keepsSmallOnesBehindIt(Pair pair) {
        assumeDual();
        for (boolean strict : List.of(false, true)) {
            Permits permits = create(3, config -> config.withStrictFifo(strict));
            AutoCloseable one = take(permits, 1);
            AutoCloseable two = take(permits, 2);
            Visit large = come(permits.each(3), ways(pair.first()).get(0));
            untilInLine(permits, 1);
            Visit small = come(permits.each(1), ways(pair.second()).get(0));
            untilInLine(permits, 2);
            Visit.close(one);
            assertThat(permits.waiting()).isEqualTo(2);
            assertThat(permits.available()).isEqualTo(1);
            Visit.close(two);
            large.untilItHasIt();
            assertThat(small.hasIt()).isFalse();
            large.leave();
            small.untilItHasIt().leave();
            assertWhole(permits, 3);
        }
    }

    @ForEach
    void largeRequest_thatGivesUp_wakesTheSmallOnesBehindIt(Pair pair) {
        List<Way> ofSmall = ways(pair.second());
        for (Way way : ways(pair.first())) {
            if (way.form() != Way.Form.UNINTERRUPTIBLE) {
                Permits permits = create(3, Suite::strict);
                AutoCloseable two = take(permits, 2);
                Visit large = come(permits.each(3), way);
                untilInLine(permits, 1);
                Visit small = come(permits.each(1), ofSmall.get(0));
                untilInLine(permits, 2);
                assertThat(small.hasIt()).isFalse();
                large.giveUp();
                small.untilItHasIt();
                assertThat(permits.waiting()).isZero();
                small.leave();
                Visit.close(two);
                assertWhole(permits, 3);
            }
        }
    }

    @ForEach
    void largeRequest_whoseTimeIsOver_wakesTheSmallOnesBehindIt(Face face) {
        Permits permits = create(3, Suite::strict);
        AutoCloseable two = take(permits, 2);
        Way limited = new Way(Face.THREAD, Way.Form.LIMITED, false);
        Visit large = start(Visit.of(permits.each(3), limited).withLimit(Duration.ofMillis(50)));
        Eventually.until("it waits or has given up", () -> permits.waiting() > 0 || !large.isUndecided());
        Visit small = come(permits.each(1), ways(face).get(0));
        small.untilItHasIt().leave();
        assertThat(large.failure()).isInstanceOf(TimeoutException.class);
        Visit.close(two);
        assertWhole(permits, 3);
    }

    /** There is always somebody who has one of the permits, so all of them are never there together by themselves. */
    @ForEach
    void largeRequest_underOverlappingSmallOnes_getsItsTurnInBoundedTime(Face face) {
        assumeDual();
        for (Way way : ways(face)) {
            Permits permits = create(2, config -> config);
            AutoCloseable one = take(permits, 1);
            Visit large = come(permits.each(2), way);
            untilInLine(permits, 1);
            long deadline = System.nanoTime() + Eventually.LONG.toNanos();
            AutoCloseable other = permits.each(1).tryNow();
            while (other != null && System.nanoTime() - deadline < 0) {
                Visit.close(one);
                one = other;
                other = permits.each(1).tryNow();
            }
            assertThat(other).as("overtook %s for a minute", large).isNull();
            Visit.close(one);
            large.untilItHasIt().leave();
            assertWhole(permits, 2);
        }
    }

    /** All look at those before them who want more, so this must not take a time that grows with the square of the line. */
    @Test
    void line_ofManyRequestsOfManySizes_isServed() {
        assumeDual();
        Permits permits = create(TOTAL, config -> config);
        AutoCloseable all = take(permits, TOTAL);
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < many(); i++) {
            permits.each(1 + i % TOTAL).awaitAsync().thenAccept(hold -> {
                served.incrementAndGet();
                Visit.close(hold);
            });
        }
        untilInLine(permits, many());
        Visit.close(all);
        Eventually.until("all are served", () -> served.get() == many() && permits.available() == TOTAL);
        assertWhole(permits, TOTAL);
    }

    // -- none, and too many --

    @ForEach
    void noPermits_areGrantedWhenItIsTheirTurn(Face face) {
        assumeDual();
        for (Way way : ways(face)) {
            Permits permits = create(1, Suite::strict);
            AutoCloseable one = take(permits, 1);
            come(permits.each(0), way).untilItHasIt().leave();
            Visit ahead = come(permits.each(1), ways(Face.THREAD).get(0));
            untilInLine(permits, 1);
            Visit none = come(permits.each(0), way);
            untilInLine(permits, 2);
            assertThat(none.hasIt()).isFalse();
            Visit.close(one);
            none.untilItHasIt().leave();
            ahead.untilItHasIt().leave();
            assertWhole(permits, 1);
        }
    }

    @Test
    void noPermits_ofASemaphoreWithNone_areThere() throws Exception {
        assumeDual();
        Permits permits = create(0, config -> config);
        Visit.close(permits.each(0).await());
        assertThat(permits.each(0).with(() -> "body")).isEqualTo("body");
        assertWhole(permits, 0);
    }

    @Test
    void permits_fewerThanNoneOrMoreThanAll_areRefusedAtOnce() {
        assumeDual();
        Permits permits = create(2, config -> config);
        for (int wrong : List.of(-1, Integer.MIN_VALUE, 3, Integer.MAX_VALUE)) {
            for (Callable<?> form : forms(permits.each(wrong))) {
                assertThatThrownBy(form::call)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("was " + wrong)
                        .hasMessageContaining(wrong < 0 ? "permits must be >= 0" : "permits must be <= 2");
            }
        }
        assertWhole(permits, 2);
    }

    private static List<Callable<?>> forms(Acquirable subject) {
        return List.of(
                subject::await,
                () -> subject.await(Duration.ZERO),
                subject::awaitUninterruptibly,
                subject::awaitAsync,
                () -> String.valueOf(subject.tryNow()),
                () -> subject.with(() -> "body"),
                () -> subject.with(Duration.ZERO, () -> "body"),
                () -> subject.withUninterruptibly(() -> "body"),
                () -> subject.withAsync(() -> CompletableFuture.completedFuture("body")),
                () -> subject.tryWith(() -> {}));
    }

    @Test
    void semaphore_ofFewerThanNoPermits_isRefused() {
        assumeTrue(create(1, config -> config).isDual(), "is not one of Bascule's kind");
        assertThatThrownBy(() -> create(-1, config -> config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permits must be >= 0, was -1");
    }
}
