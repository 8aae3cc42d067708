package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.internal.OurThreads;
import dev.bascule.internal.Threads;
import dev.bascule.stage.OffloadFullException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits, counts, failures and the ways in. */
class OffloadTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void open() {
        gate.countDown();
    }

    static Stream<ThreadKind> kinds() {
        return Stream.of(ThreadKind.values()).filter(kind -> kind != ThreadKind.VIRTUAL || Threads.haveVirtual());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void concurrency_underLoad_reachesItsLimitAndNeverExceedsIt(ThreadKind kind) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Offload offload = Offload.open(c ->
                c.withName("limit").withConcurrency(5).withQueueLimit(100_000).withThreads(kind))) {
            CountDownLatch five = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                offload.call(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    five.countDown();
                    five.await();
                    return running.decrementAndGet();
                });
            }
            List<CompletableFuture<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                calls.add(offload.call(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    return running.decrementAndGet();
                }));
            }
            Bridge.await(Bridge.allOf(calls.toArray(CompletableFuture[]::new)), Duration.ofSeconds(30));
        }
        assertThat(most).hasValue(5);
    }

    @Test
    void threads_areNotStartedBeforeThereIsWork_norBeyondTheLimit() {
        String name = "bascule-lazy";
        try (Offload offload =
                Offload.open(c -> c.withName("lazy").withConcurrency(3).withThreads(ThreadKind.PLATFORM))) {
            assertThat(OurThreads.exist(name)).isFalse();
            for (int i = 0; i < 1_000; i++) {
                offload.call(this::awaitGate);
            }
            await().until(() -> OurThreads.named(name).size() == 3);
            gate.countDown();
            await().until(() -> offload.statistics().completed() == 1_000);
            assertThat(OurThreads.named(name)).hasSizeLessThanOrEqualTo(3);
        }
        assertThat(OurThreads.exist(name)).isFalse();
    }

    @Test
    void call_whenFull_isRejectedWithTheNumbers() {
        try (Offload offload =
                Offload.open(c -> c.withName("full").withConcurrency(2).withQueueLimit(3))) {
            for (int i = 0; i < 5; i++) {
                offload.call(this::awaitGate);
            }
            CompletableFuture<Object> refused = offload.call(this::awaitGate);

            assertThatThrownBy(refused::get)
                    .cause()
                    .isInstanceOf(OffloadFullException.class)
                    .hasMessageStartingWith("BSC205: offload 'full' is full: 2 of 2 calls running, 3 of 3 queued.");
            assertThatExceptionOfType(OffloadFullException.class)
                    .isThrownBy(() -> offload.executor().execute(() -> {}));
            gate.countDown();
            await().until(() -> offload.statistics().completed() == 5);
            assertThat(offload.call(() -> "room again").join()).isEqualTo("room again");
        }
    }

    @Test
    void call_withoutQueue_runsOnlyWhereAPermitIsFree() {
        try (Offload offload = Offload.open(c -> c.withConcurrency(1).withQueueLimit(0))) {
            CompletableFuture<Object> first = offload.call(this::awaitGate);
            assertThat(offload.call(() -> 1)).isCompletedExceptionally();
            gate.countDown();
            first.join();
            await().until(() -> offload.statistics().running() == 0);
            assertThat(offload.call(() -> 1).join()).isEqualTo(1);
        }
    }

    @Test
    void statistics_atEachStep_addUp() throws Exception {
        Offload offload =
                Offload.open(c -> c.withName("stats").withConcurrency(1).withQueueLimit(3));
        assertCounts(offload, 0, 0, 0, 0, 0);
        Semaphore step = new Semaphore(0);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Object> first = offload.call(() -> {
            started.countDown();
            step.acquireUninterruptibly();
            return 1;
        });
        started.await();
        assertCounts(offload, 1, 0, 0, 0, 0);
        CompletableFuture<Integer> second = offload.call(() -> 2);
        CompletableFuture<Integer> third = offload.call(() -> 3);
        CompletableFuture<Integer> fourth = offload.call(() -> 4);
        assertCounts(offload, 1, 3, 0, 0, 0);
        offload.call(() -> 5).isCompletedExceptionally();
        assertCounts(offload, 1, 3, 1, 0, 0);
        third.cancel(true);
        assertCounts(offload, 1, 2, 1, 0, 0);
        first.cancel(true);
        assertCounts(offload, 1, 2, 1, 1, 0);
        step.release();
        assertThat(second.get(10, TimeUnit.SECONDS) + fourth.get(10, TimeUnit.SECONDS))
                .isEqualTo(6);
        await().untilAsserted(() -> assertCounts(offload, 0, 0, 1, 1, 3));
        assertThat(offload.statistics().longestWait()).isPositive().isLessThan(Duration.ofSeconds(10));
        offload.close();
        offload.call(() -> 6).isCompletedExceptionally();
        assertCounts(offload, 0, 0, 2, 1, 3);
    }

    private static void assertCounts(
            Offload offload, int running, int queued, long rejected, long abandoned, long completed) {
        OffloadStatistics now = offload.statistics();
        assertThat(now)
                .isEqualTo(new OffloadStatistics(
                        "stats", 1, 3, running, queued, rejected, abandoned, completed, now.longestWait()));
    }

    @Test
    void failure_ofEachKind_reachesTheStageUntouched() {
        try (Offload offload = Offload.open("failing")) {
            for (Throwable failure : List.of(
                    new IOException("checked"),
                    new IllegalStateException("unchecked"),
                    new AssertionError("error"),
                    new StackOverflowError(),
                    new InterruptedException("thrown, not signalled"))) {
                CompletableFuture<Object> call = offload.call(() -> raise(failure));
                assertThatThrownBy(call::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThatThrownBy(call::join)
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isSameAs(failure);
                assertThatThrownBy(() -> Bridge.await(call)).cause().isSameAs(failure);
            }
        }
    }

    @Test
    void failure_thatIsACompletionException_isKeptAsTheJdkDoes() {
        CompletionException own = new CompletionException("own", new IOException("cause"));
        try (Offload offload = Offload.open("failing")) {
            CompletableFuture<Object> call = offload.call(() -> raise(own));
            CompletableFuture<Object> plain = CompletableFuture.supplyAsync(() -> {
                throw own;
            });

            assertThatThrownBy(plain::join).isSameAs(own);
            assertThatThrownBy(call::join).isSameAs(own);
            assertThatThrownBy(plain::get).cause().isSameAs(own.getCause());
            assertThatThrownBy(call::get).cause().isSameAs(own.getCause());
        }
    }

    @Test
    void result_null_isAValue() throws Exception {
        try (Offload offload = Offload.open("nulls")) {
            assertThat(offload.<Object>call(() -> null).get(10, TimeUnit.SECONDS))
                    .isNull();
            assertThatThrownBy(() -> offload.call(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> offload.executor().execute(null)).isInstanceOf(NullPointerException.class);
            await().until(() -> offload.statistics().running() == 0);
        }
    }

    @Test
    void sharedOffloads_areOneEach_andCannotBeClosed() {
        assertThat(Offload.io()).isSameAs(Offload.io());
        assertThat(Offload.cpu()).isSameAs(Offload.cpu());
        for (Offload shared : List.of(Offload.io(), Offload.cpu())) {
            assertThatIllegalStateException().isThrownBy(shared::close).withMessageContaining("shared");
            assertThatIllegalStateException().isThrownBy(() -> shared.close(Duration.ZERO));
            assertThat(shared.call(() -> 1).join()).isEqualTo(1);
        }
        assertThat(Offload.cpu().statistics().concurrency())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void threadKind_decidesTheThread() {
        boolean newest = Runtime.version().feature() >= 24;
        assertThat(Threads.isVirtual(threadOf(ThreadKind.AUTO))).isEqualTo(newest);
        assertThat(Threads.isVirtual(threadOf(ThreadKind.PLATFORM))).isFalse();
        if (Threads.haveVirtual()) {
            assertThat(Threads.isVirtual(threadOf(ThreadKind.VIRTUAL))).isTrue();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> threadOf(ThreadKind.VIRTUAL))
                    .withMessageContaining("before JDK 21");
        }
        Thread io = Offload.io().call(Thread::currentThread).join();
        assertThat(Threads.isVirtual(io)).isEqualTo(newest);
        Thread cpu = Offload.cpu().call(Thread::currentThread).join();
        assertThat(Threads.isVirtual(cpu)).isFalse();
        assertThat(cpu).isNotInstanceOf(ForkJoinWorkerThread.class);
    }

    private static Thread threadOf(ThreadKind kind) {
        try (Offload offload = Offload.open(c -> c.withName("kind").withThreads(kind))) {
            Thread thread = offload.call(Thread::currentThread).join();
            assertThat(thread.getName()).isEqualTo("bascule-kind");
            assertThat(thread.isDaemon()).isTrue();
            return thread;
        }
    }

    private Object awaitGate() throws InterruptedException {
        gate.await();
        return "through";
    }

    private static Object raise(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }
}
