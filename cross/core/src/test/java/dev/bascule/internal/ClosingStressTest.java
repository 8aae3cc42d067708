package dev.bascule.internal;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Closing races with everything else; every stage ends, and ends once. */
class ClosingStressTest {
    private static final int SUBMITTERS = 4;

    @ParameterizedTest
    @EnumSource
    void close_racingWithSubmit_endsEveryStage(Place kind) throws Exception {
        raceSubmits(kind, 200);
    }

    @Tag("stress")
    @ParameterizedTest
    @EnumSource
    void close_racingWithSubmit_endsEveryStage_long(Place kind) throws Exception {
        raceSubmits(kind, 2_000);
    }

    private static void raceSubmits(Place kind, int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            Place.Opened place = kind.open("race");
            EndCounter ends = new EndCounter();
            CyclicBarrier together = new CyclicBarrier(SUBMITTERS + 1);
            List<CompletableFuture<Void>> submitters = new ArrayList<>();
            for (int i = 0; i < SUBMITTERS; i++) {
                submitters.add(CompletableFuture.runAsync(
                        () -> submitUntilClosed(place, ends, together), work -> new Thread(work).start()));
            }
            together.await(10, TimeUnit.SECONDS);
            place.close(Duration.ofNanos(round % 5 * 200_000L));
            for (CompletableFuture<Void> submitter : submitters) {
                submitter.get(10, TimeUnit.SECONDS);
            }
            ends.assertEachEndedOnce();
        }
    }

    /** Some of the calls block for ever, so that only the closer can end their stages. */
    private static void submitUntilClosed(Place.Opened place, EndCounter ends, CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 300; i++) {
            boolean blocks = i % 7 == 6;
            CompletableFuture<Object> call = place.submit(() -> {
                if (blocks) {
                    never.await();
                }
                return 1;
            });
            ends.watch(call);
            ends.watch(call.thenApplyAsync(value -> value));
            CompletableFuture<Object> plain = CompletableFuture.completedFuture(1);
            ends.watch(plain.thenApplyAsync(value -> value, place.executor()));
            if (call.isCompletedExceptionally()) {
                return;
            }
        }
    }

    @Test
    void close_racingWithNestedWaits_endsEveryStage() throws Exception {
        raceNestedWaits(200);
    }

    @Tag("stress")
    @Test
    void close_racingWithNestedWaits_endsEveryStage_long() throws Exception {
        raceNestedWaits(20_000);
    }

    /** The loop runs nested waits for much queued work at the moment when it is taken from its thread. */
    private static void raceNestedWaits(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            EventLoop loop = EventLoop.open("nested-race");
            EndCounter ends = new EndCounter();
            CountDownLatch waiting = new CountDownLatch(1);
            ends.watch(loop.submit(() -> {
                List<CompletableFuture<Integer>> inner = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    CompletableFuture<Integer> call = loop.submit(() -> Bridge.await(loop.submit(() -> 1)));
                    ends.watch(call);
                    inner.add(call);
                }
                waiting.countDown();
                Bridge.await(Bridge.allOf(inner.toArray(CompletableFuture[]::new)));
                return 1;
            }));
            for (int i = 0; i < 100; i++) {
                ends.watch(loop.submit(() -> 2));
            }
            waiting.await();
            loop.close(Duration.ofNanos(round % 10 * 50_000L));
            ends.assertEachEndedOnce();
        }
    }
}
