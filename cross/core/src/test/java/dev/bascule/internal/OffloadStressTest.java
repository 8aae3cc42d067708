package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bascule.offload.Offload;
import dev.bascule.offload.OffloadStatistics;
import dev.bascule.offload.ThreadKind;
import dev.bascule.stage.OffloadFullException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls, cancels, helps and refusals at once, at the limit: nothing is lost, nothing is exceeded, and the counts add up. */
class OffloadStressTest {
    private static final int CONCURRENCY = 3;
    private static final int QUEUE = 4;
    private static final int CALLERS = 4;

    static Stream<ThreadKind> kinds() {
        return Stream.of(ThreadKind.PLATFORM, ThreadKind.VIRTUAL)
                .filter(kind -> kind != ThreadKind.VIRTUAL || Threads.haveVirtual());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void callsAndCancels_atTheLimit_addUp(ThreadKind kind) throws Exception {
        new Race(kind).run(20_000);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("kinds")
    void callsAndCancels_atTheLimit_addUp_long(ThreadKind kind) throws Exception {
        for (int round = 0; round < 5; round++) {
            new Race(kind).run(100_000);
        }
    }

    /** With pauses between the calls, so that workers go to rest and are woken all the time. */
    @ParameterizedTest
    @MethodSource("kinds")
    void calls_oneAfterTheOther_areNeverForgotten(ThreadKind kind) throws Exception {
        oneAfterTheOther(kind, 20_000);
    }

    @Tag("stress")
    @ParameterizedTest
    @MethodSource("kinds")
    void calls_oneAfterTheOther_areNeverForgotten_long(ThreadKind kind) throws Exception {
        oneAfterTheOther(kind, 300_000);
    }

    private static void oneAfterTheOther(ThreadKind kind, int calls) throws Exception {
        try (Offload offload =
                Offload.open(c -> c.withName("steps").withConcurrency(2).withThreads(kind))) {
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                callers.add(start(() -> {
                    for (int call = 0; call < calls; call++) {
                        int number = call;
                        assertThat(get(offload.call(() -> number))).isEqualTo(number);
                        for (int spin = ThreadLocalRandom.current().nextInt(200); spin > 0; spin--) {
                            Thread.onSpinWait();
                        }
                    }
                }));
            }
            for (CompletableFuture<Void> caller : callers) {
                caller.get(100, TimeUnit.SECONDS);
            }
        }
    }

    private static <T> T get(CompletableFuture<T> stage) {
        try {
            return stage.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static CompletableFuture<Void> start(Runnable body) {
        return CompletableFuture.runAsync(body, work -> new Thread(work).start());
    }

    private static final class Race {
        private final Offload offload;
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger mostRunning = new AtomicInteger();
        private final AtomicInteger ran = new AtomicInteger();
        private final AtomicInteger dropped = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger taken = new AtomicInteger();

        Race(ThreadKind kind) {
            offload = Offload.open(c -> c.withName("race")
                    .withConcurrency(CONCURRENCY)
                    .withQueueLimit(QUEUE)
                    .withThreads(kind));
        }

        void run(int calls) throws Exception {
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(start(() -> callAndCancel(calls)));
            }
            for (CompletableFuture<Void> caller : callers) {
                caller.get(100, TimeUnit.SECONDS);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> offload.statistics().running() == 0
                            && offload.statistics().queued() == 0);
            OffloadStatistics end = offload.statistics();
            assertThat(mostRunning).hasValueLessThanOrEqualTo(CONCURRENCY);
            assertThat(end.completed()).isEqualTo(ran.get());
            assertThat(end.rejected()).isEqualTo(refused.get());
            assertThat(ran.get() + dropped.get()).isEqualTo(taken.get());
            assertAllPlacesAreFree();
            offload.close(Duration.ZERO);
        }

        private void callAndCancel(int calls) {
            List<CompletableFuture<Integer>> open = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                CompletableFuture<Integer> call = offload.call(i % 50 == 0 ? this::parent : this::once);
                if (isRefused(call)) {
                    refused.incrementAndGet();
                    open.forEach(each -> get(each.handle((value, failure) -> 0)));
                    open.clear();
                    continue;
                }
                taken.incrementAndGet();
                if (i % 3 == 0 && call.cancel(false) && isDropped(call)) {
                    dropped.incrementAndGet();
                } else {
                    open.add(call);
                }
            }
            open.forEach(each -> get(each.handle((value, failure) -> 0)));
        }

        private Integer once() {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            ran.incrementAndGet();
            return running.decrementAndGet();
        }

        /** Waits for a call on the same offload, which it may have to run itself. */
        private Integer parent() {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            ran.incrementAndGet();
            running.decrementAndGet(); // while it waits, the helped call is the one that runs
            CompletableFuture<Integer> child = offload.call(this::once);
            if (isRefused(child)) {
                refused.incrementAndGet();
            } else {
                taken.incrementAndGet();
                child.join();
            }
            return 1;
        }

        private static boolean isRefused(CompletableFuture<?> call) {
            return call.isCompletedExceptionally()
                    && call.handle((value, failure) -> failure instanceof OffloadFullException)
                            .join();
        }

        private static boolean isDropped(CompletableFuture<?> call) {
            return call.handle((value, failure) -> String.valueOf(failure).contains("dropped"))
                    .join();
        }

        private void assertAllPlacesAreFree() throws InterruptedException {
            CountDownLatch gate = new CountDownLatch(1);
            for (int i = 0; i < CONCURRENCY + QUEUE; i++) {
                assertThat(offload.call(() -> gate.await(20, TimeUnit.SECONDS))).isNotDone();
            }
            assertThat(offload.call(() -> 1)).isCompletedExceptionally();
            assertThat(offload.statistics().queued()).isLessThanOrEqualTo(QUEUE + CONCURRENCY);
            gate.countDown();
        }
    }
}
