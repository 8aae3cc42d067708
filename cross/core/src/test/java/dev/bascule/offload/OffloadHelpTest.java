package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker that waits for work queued on its own offload runs that work itself, so no offload starves on itself. */
class OffloadHelpTest {
    /** How a call waits for the next one. */
    enum Wait {
        AWAIT {
            @Override
            int get(CompletableFuture<Integer> stage) throws Exception {
                return Bridge.await(stage);
            }
        },
        AWAIT_LIMITED {
            @Override
            int get(CompletableFuture<Integer> stage) throws Exception {
                return Bridge.await(stage, Duration.ofSeconds(20));
            }
        },
        JOIN {
            @Override
            int get(CompletableFuture<Integer> stage) {
                return stage.join();
            }
        },
        GET {
            @Override
            int get(CompletableFuture<Integer> stage) throws Exception {
                return stage.get();
            }
        },
        AFTER_APPLY_ASYNC {
            @Override
            int get(CompletableFuture<Integer> stage) {
                return stage.thenApplyAsync(value -> value).join();
            }
        },
        AFTER_COMPOSE {
            @Override
            int get(CompletableFuture<Integer> stage) {
                CompletableFuture<Integer> one = stage.thenCompose(value -> stage.thenApplyAsync(same -> same));
                return one.thenComposeAsync(value -> stage).join();
            }
        },
        ALL_OF {
            @Override
            int get(CompletableFuture<Integer> stage) throws Exception {
                Bridge.await(Bridge.allOf(stage.thenRunAsync(() -> {}), stage.thenRunAsync(() -> {})));
                return stage.getNow(-1);
            }
        };

        abstract int get(CompletableFuture<Integer> stage) throws Exception;
    }

    static Stream<ThreadKind> kinds() {
        return OffloadTest.kinds();
    }

    private static Offload open(int concurrency, ThreadKind kind) {
        return Offload.open(
                c -> c.withName("helping").withConcurrency(concurrency).withThreads(kind));
    }

    private static int nested(Offload offload, int depth, Wait wait) throws Exception {
        return depth == 0 ? 0 : 1 + wait.get(offload.call(() -> nested(offload, depth - 1, wait)));
    }

    @ParameterizedTest
    @EnumSource
    void poolOfOne_whoseCallsWaitForEachOther_completes(Wait wait) throws Exception {
        for (ThreadKind kind : kinds().toList()) {
            try (Offload offload = open(1, kind)) {
                CompletableFuture<Integer> outermost = offload.call(() -> nested(offload, 20, wait));
                assertThat(outermost.get(20, TimeUnit.SECONDS)).isEqualTo(20);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void poolOfFour_whoseWorkersAllWaitForChildren_completes(ThreadKind kind) throws Exception {
        try (Offload offload = open(4, kind)) {
            CyclicBarrier allRunning = new CyclicBarrier(4);
            List<CompletableFuture<Integer>> parents = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                parents.add(offload.call(() -> {
                    List<CompletableFuture<Integer>> children = new ArrayList<>();
                    allRunning.await();
                    for (int j = 0; j < 10; j++) {
                        children.add(offload.call(() -> 1));
                    }
                    Bridge.await(Bridge.allOf(children.toArray(CompletableFuture[]::new)));
                    return children.stream().mapToInt(CompletableFuture::join).sum();
                }));
            }
            for (CompletableFuture<Integer> parent : parents) {
                assertThat(parent.get(20, TimeUnit.SECONDS)).isEqualTo(10);
            }
        }
    }

    @Test
    void helpedCall_runsOnTheWaitingThread_andCountsOnce() throws Exception {
        try (Offload offload = open(1, ThreadKind.PLATFORM)) {
            boolean same = offload.call(() -> {
                        Thread host = Thread.currentThread();
                        return offload.call(Thread::currentThread).join() == host;
                    })
                    .get(10, TimeUnit.SECONDS);
            assertThat(same).isTrue();
            offload.call(() -> 1).get(10, TimeUnit.SECONDS);
            offload.close();
            assertThat(offload.statistics())
                    .extracting(OffloadStatistics::completed, OffloadStatistics::queued, OffloadStatistics::running)
                    .containsExactly(3L, 0, 0);
        }
    }

    @Test
    void helpedCall_whenCancelled_doesNotInterruptItsHost() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        AtomicReference<CompletableFuture<Boolean>> helped = new AtomicReference<>();
        try (Offload offload = open(1, ThreadKind.PLATFORM)) {
            CompletableFuture<Boolean> host = offload.call(() -> {
                CompletableFuture<Boolean> inner = offload.call(() -> {
                    running.countDown();
                    gate.await();
                    return Thread.currentThread().isInterrupted();
                });
                helped.set(inner);
                assertThatThrownBy(inner::join).isInstanceOf(CancellationException.class);
                return Thread.currentThread().isInterrupted();
            });
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(helped.get().cancel(true)).isTrue();

            assertThatThrownBy(() -> Bridge.await(helped.get()))
                    .cause()
                    .isInstanceOfSatisfying(
                            CallCancelledException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.ABANDONED));
            gate.countDown();
            assertThat(host.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void call_thatWaitsForItself_isRefused() throws Exception {
        AtomicReference<CompletableFuture<Object>> self = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        try (Offload offload = open(2, ThreadKind.AUTO)) {
            self.set(offload.call(() -> {
                known.await();
                return Bridge.await(self.get().thenApply(value -> value));
            }));
            known.countDown();

            assertThatThrownBy(() -> self.get().get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC001))
                    .hasMessageStartingWith("BSC001: ")
                    .hasMessageContaining("offload 'helping'");
        }
    }
}
