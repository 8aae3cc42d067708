package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.offload.ThreadKind;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.DeadlineExceededException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StarvedPoolTest {
    private static final int WORKERS = 4;

    /** So many parents, who all have begun before the first of them waits for its child on the same pool. */
    private static List<CompletableFuture<String>> parents(RegisteredExecutor pool, int count) {
        CountDownLatch allBegun = new CountDownLatch(count);
        AtomicInteger children = new AtomicInteger();
        Callable<String> parent = () -> {
            allBegun.countDown();
            allBegun.await();
            try {
                return "child " + Bridge.await(pool.call(children::incrementAndGet));
            } catch (CrossingException proof) {
                return proof.rule().name();
            }
        };
        List<CompletableFuture<String>> stages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stages.add(pool.call(parent));
        }
        return stages;
    }

    private static List<String> outcomes(List<CompletableFuture<String>> stages) throws Exception {
        List<String> outcomes = new ArrayList<>();
        for (CompletableFuture<String> stage : stages) {
            outcomes.add(Bridge.await(stage, LONG));
        }
        return outcomes;
    }

    @Pools.ForEachKind
    void pool_allOfWhoseWorkersAwaitChildren_hasOneVictimAndGoesOn(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind)) {
            List<String> outcomes = outcomes(parents(pools.open("reports", WORKERS), WORKERS));
            assertThat(outcomes).filteredOn("BSC002"::equals).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(outcome -> outcome.startsWith("child"))
                    .hasSize(WORKERS - 1);
            Hang proof = log.onlyProof();
            assertThat(proof.rule()).isEqualTo(RuleId.BSC002);
            assertThat(String.join("\n", proof.links())).contains("queued on executor 'reports'", "StarvedPoolTest");
        }
    }

    @Pools.ForEachKind
    void proofOfAStarvedPool_namesEachWorker(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind)) {
            outcomes(parents(pools.open("reports", WORKERS), WORKERS));
            assertThat(log.onlyProof().links())
                    .filteredOn(link -> link.contains("StarvedPoolTest.lambda$parents"))
                    .as("the frame in which each worker waits")
                    .hasSize(WORKERS);
        }
    }

    @Pools.ForEachKind
    void pool_withOneWorkerFree_isNoDeadlock(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind)) {
            assertThat(outcomes(parents(pools.open("reports", WORKERS), WORKERS - 1)))
                    .allMatch(outcome -> outcome.startsWith("child"));
            log.assertNothingProven();
        }
    }

    @Pools.ForEachKind
    void pool_fromWhichAThirdPartyTakesWork_isNoDeadlock(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind)) {
            // Its four threads all wait; what is queued is run by whoever made the declared capacity five.
            RegisteredExecutor pool = pools.open("shared", WORKERS, WORKERS + 1);
            List<CompletableFuture<String>> stages = parents(pool, WORKERS);
            Callers.eventually().until(() -> Bridge.waits().waits().size() >= WORKERS);
            log.assertNothingProven();
            pool.shutdownNow();
            assertThatThrownBy(() -> outcomes(stages)).isNotInstanceOf(CrossingException.class);
        }
    }

    @Pools.ForEachKind
    void twoPools_thatWaitOnEachOther_haveOneVictim(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind)) {
            RegisteredExecutor left = pools.open("left", 1);
            RegisteredExecutor right = pools.open("right", 1);
            CountDownLatch bothBegun = new CountDownLatch(2);
            CompletableFuture<String> one = left.call(() -> crossing(bothBegun, right));
            CompletableFuture<String> other = right.call(() -> crossing(bothBegun, left));
            assertThat(outcomes(List.of(one, other))).containsExactlyInAnyOrder("BSC002", "crossed");
            assertThat(String.join("\n", log.onlyProof().links())).contains("executor 'left'", "executor 'right'");
        }
    }

    private static String crossing(CountDownLatch bothBegun, RegisteredExecutor to) throws InterruptedException {
        bothBegun.countDown();
        bothBegun.await();
        try {
            return to.submit(() -> "crossed").join();
        } catch (CrossingException proof) {
            return proof.rule().name();
        }
    }

    @Test
    void twoOffloads_thatWaitOnEachOther_helpEachOther() throws Exception {
        try (HangLog log = new HangLog();
                Offload left = Offload.open(c -> c.withName("left").withConcurrency(1));
                Offload right = Offload.open(c -> c.withName("right").withConcurrency(1))) {
            CountDownLatch bothBegun = new CountDownLatch(2);
            Callable<String> toRight = () -> {
                bothBegun.countDown();
                bothBegun.await();
                return right.call(() -> "from left").join();
            };
            Callable<String> toLeft = () -> {
                bothBegun.countDown();
                bothBegun.await();
                return left.call(() -> "from right").join();
            };
            assertThat(outcomes(List.of(left.call(toRight), right.call(toLeft))))
                    .containsExactly("from left", "from right");
            log.assertNothingProven();
        }
    }

    @Test
    void offload_allOfWhoseWorkersAwaitChildren_helps() throws Exception {
        for (ThreadKind kind : List.of(ThreadKind.PLATFORM, ThreadKind.AUTO)) {
            try (HangLog log = new HangLog();
                    Offload pool = Offload.open(
                            c -> c.withName("helps").withConcurrency(WORKERS).withThreads(kind))) {
                CountDownLatch allBegun = new CountDownLatch(WORKERS);
                List<CompletableFuture<String>> stages = new ArrayList<>();
                for (int i = 0; i < WORKERS; i++) {
                    stages.add(pool.call(() -> {
                        allBegun.countDown();
                        allBegun.await();
                        return Bridge.await(pool.call(() -> "child"));
                    }));
                }
                assertThat(outcomes(stages)).containsOnly("child").hasSize(WORKERS);
                log.assertNothingProven();
            }
        }
    }

    @Pools.ForEachKind
    void loop_thatWaitsForAPoolWhoseTaskNeedsTheLoop_servesIt(Pools.Kind kind) throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(kind);
                EventLoop loop = EventLoop.open("orders")) {
            RegisteredExecutor pool = pools.open("jdbc", 1);
            CompletableFuture<String> stage =
                    loop.submit(() -> Bridge.await(pool.call(() -> Bridge.await(loop.submit(() -> "served")))));
            assertThat(Bridge.await(stage, LONG)).isEqualTo("served");
            log.assertNothingProven();
        }
    }

    @Pools.ForEachKind
    void loopThatMustNotNest_whichWaitsForAPool_isRefused(Pools.Kind kind) throws Exception {
        try (Pools pools = new Pools(kind);
                EventLoop loop = EventLoop.open(c -> c.withName("orders").withNesting(Nesting.FORBID))) {
            RegisteredExecutor pool = pools.open("jdbc", 1);
            CountDownLatch asked = new CountDownLatch(1);
            CompletableFuture<String> stage = loop.submit(() -> {
                CompletableFuture<String> rows = pool.call(() -> {
                    asked.await();
                    return "rows";
                });
                try {
                    return Bridge.await(rows);
                } catch (CrossingException refusal) {
                    return refusal.rule().name();
                } finally {
                    asked.countDown();
                }
            });
            assertThat(Bridge.await(stage, LONG)).isEqualTo("BSC001");
        }
    }

    @Test
    void pool_whoseFullQueueLetsTheCallerRun_isNoDeadlock() throws Exception {
        try (HangLog log = new HangLog()) {
            ThreadPoolExecutor raw = new ThreadPoolExecutor(
                    1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.CallerRunsPolicy());
            try {
                RegisteredExecutor pool = Bridge.register(raw, "caller-runs", 1);
                CountDownLatch release = new CountDownLatch(1);
                raw.execute(() -> awaitQuietly(release)); // not through the wrapper, so not seen
                CompletableFuture<String> queued = pool.call(() -> "queued");
                Thread freeing = new Thread(() -> {
                    Callers.eventually().until(() -> queued.getNumberOfDependents() > 0);
                    release.countDown();
                });
                freeing.start();
                CompletableFuture<String> inline = pool.submit(() -> queued.get()); // runs on this thread
                assertThat(Bridge.await(inline, LONG)).isEqualTo("queued");
                freeing.join();
                log.assertNothingProven();
            } finally {
                raw.shutdownNow();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void owner_whoseCallHasADeadline_isNoDeadlock() throws Exception {
        try (HangLog log = new HangLog();
                Offload timed = Offload.open(c -> c.withName("timed").withDeadline(Duration.ofMillis(200)));
                Offload other = Offload.open("other")) {
            CompletableFuture<CompletableFuture<String>> first = new CompletableFuture<>();
            CompletableFuture<CompletableFuture<String>> second = new CompletableFuture<>();
            CompletableFuture<String> one = timed.call(() -> owe(first, second));
            CompletableFuture<String> two = other.call(() -> owe(second, first));
            assertThatThrownBy(() -> Bridge.await(one, LONG)).hasCauseInstanceOf(DeadlineExceededException.class);
            assertThatThrownBy(() -> Bridge.await(two, LONG)).isInstanceOf(AwaitException.class);
            log.assertNothingProven();
        }
    }

    private static String owe(
            CompletableFuture<CompletableFuture<String>> mine, CompletableFuture<CompletableFuture<String>> theirs)
            throws Exception {
        CompletableFuture<String> owed = Bridge.ownedPromise("owed");
        mine.complete(owed);
        String got = Bridge.await(theirs.get());
        owed.complete(got);
        return got;
    }

    @Pools.ForEachKind
    void waitWithALimit_forWhatAnotherWaitingWorkerCouldRun_isHelped(Pools.Kind kind) throws Exception {
        try (Pools pools = new Pools(kind);
                Offload one = Offload.open(c -> c.withName("one").withConcurrency(1))) {
            RegisteredExecutor pool = pools.open("pool", 1);
            CompletableFuture<String> outer =
                    one.call(() -> Bridge.await(pool.call(() -> Bridge.await(one.call(() -> "helped"), LONG))));
            assertThat(Bridge.await(outer, LONG.dividedBy(3))).isEqualTo("helped");
        }
    }
}
