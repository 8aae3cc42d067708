package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import dev.bascule.sync.DualLatch;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waits for locks and permits that scopes hold: whoever closes a cycle is told, by whichever face. */
class LockCycleTest {
    /** Those who may block; a worker of a ForkJoinPool may run foreign work, so what waits for it counts as live. */
    private static Stream<Callers> blocking() {
        return Callers.available().stream()
                .filter(caller -> caller != Callers.EVENT_LOOP && caller != Callers.FORK_JOIN_WORKER);
    }

    private static DualLock lock(String name) {
        return DualLock.create(c -> c.withName(name));
    }

    private static void meet(CyclicBarrier all) throws Exception {
        all.await(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void assertOneVictim(List<String> outcomes) {
        assertThat(outcomes).filteredOn("BSC003"::equals).hasSize(1);
        assertThat(outcomes).filteredOn("done"::equals).hasSize(outcomes.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void locks_takenInARing_haveOneVictim(Callers caller) throws Exception {
        for (int size : new int[] {2, 3, 10}) {
            try (HangLog log = new HangLog()) {
                List<DualLock> locks = Stream.iterate(0, i -> i + 1)
                        .limit(size)
                        .map(i -> lock("lock-" + i))
                        .toList();
                CyclicBarrier all = new CyclicBarrier(size);
                List<Callers.Call<String>> calls = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    DualLock mine = locks.get(i);
                    DualLock next = locks.get((i + 1) % locks.size());
                    calls.add(caller.start(() -> mine.withLock(() -> {
                        meet(all);
                        try {
                            return next.withLock(() -> "done");
                        } catch (CrossingException proof) {
                            return proof.rule().name();
                        }
                    })));
                }
                List<String> outcomes = new ArrayList<>();
                for (Callers.Call<String> call : calls) {
                    outcomes.add(call.value());
                }
                assertOneVictim(outcomes);
                assertThat(log.onlyProof().message())
                        .contains("lock 'lock-0' is held by thread", "waits for lock 'lock-1'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void lock_takenAgainByWhoeverHoldsIt_isAWaitForOneself(Callers caller) throws Exception {
        DualLock lock = lock("own");
        Throwable failure = caller.failureOf(() -> lock.withLock(() -> lock.withLock(() -> "never")));
        assertThat(failure)
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        proof -> assertThat(proof.rule()).isEqualTo(RuleId.BSC001));
        assertThat(lock.statistics().waiting()).isZero();
        assertThat(lock.tryAcquire()).as("the scope gave it back").isNotNull();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void permits_allHeldByThoseWhoWantMore_haveOneVictim(Callers caller) throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits = DualSemaphore.create(2, c -> c.withName("pair"));
            CyclicBarrier all = new CyclicBarrier(2);
            List<Callers.Call<String>> calls = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                calls.add(caller.start(() -> permits.withPermit(() -> {
                    meet(all);
                    try {
                        return permits.withPermit(() -> "done");
                    } catch (CrossingException proof) {
                        return proof.rule().name();
                    }
                })));
            }
            assertOneVictim(List.of(calls.get(0).value(), calls.get(1).value()));
            assertThat(log.onlyProof().message()).contains("semaphore 'pair' is held by thread");
            assertThat(permits.statistics().available()).isEqualTo(2);
        }
    }

    @Test
    void permits_ofWhichOneWillComeBack_areNotProven_untilItsHolderWaitsToo() throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits = DualSemaphore.create(3, c -> c.withName("three"));
            CompletableFuture<String> later = Bridge.promise("later");
            Callers.Call<String> live =
                    Callers.PLATFORM_THREAD.start(() -> permits.withPermit(() -> Bridge.await(later)));
            live.whenParked();
            Callers.Call<String> wantsTwo = Callers.PLATFORM_THREAD.start(
                    () -> permits.withPermits(2, () -> permits.withPermit(() -> "got it")));
            wantsTwo.whenParked();
            log.assertNothingProven();
            later.complete("over");
            assertThat(live.value()).isEqualTo("over");
            assertThat(wantsTwo.value()).isEqualTo("got it");
            log.assertNothingProven();
        }
    }

    @Test
    void permit_behindOneThatNeverGets_isProven_alsoBehindAnotherThatWillLeave() throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits =
                    DualSemaphore.create(3, c -> c.withName("three").withStrictFifo(true));
            CompletableFuture<CompletableFuture<String>> promised = new CompletableFuture<>();
            CompletableFuture<Void> last = Bridge.promise("the last waits");
            Callers.Call<String> holder = Callers.PLATFORM_THREAD.start(() -> permits.withPermits(2, () -> {
                Bridge.await(last);
                return Bridge.await(promised.join());
            }));
            holder.whenParked();
            Callers.Call<String> wantsTwo = Callers.PLATFORM_THREAD.start(() -> permits.withPermits(2, () -> "got it"));
            untilWaiting(permits, 1);
            Callers.Call<String> willLeave =
                    Callers.PLATFORM_THREAD.start(() -> permits.withPermits(3, LONG, () -> "got it"));
            untilWaiting(permits, 2);
            Callers.Call<String> wantsOne = Callers.PLATFORM_THREAD.start(() -> {
                CompletableFuture<String> own = Bridge.ownedPromise("kept at the end");
                promised.complete(own);
                permits.withPermit(() -> "got it");
                own.complete("kept");
                return "kept";
            });
            untilWaiting(permits, 3);
            wantsOne.whenParked();
            last.complete(null);
            assertThat(holder.failure()).hasMessageContaining("BSC003");
            assertThat(wantsOne.value()).isEqualTo("kept");
            assertThat(wantsTwo.value()).isEqualTo("got it");
            assertThat(willLeave.value()).isEqualTo("got it");
            assertThat(log.onlyProof().message()).contains("semaphore 'three' is held by thread");
        }
    }

    @Test
    void permits_ofWhichScopesKeepTooMany_areProven_alsoWhileAnotherIsOutByToken() throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits = DualSemaphore.create(3, c -> c.withName("three"));
            Hold token = permits.acquire();
            Throwable failure = Callers.PLATFORM_THREAD.failureOf(
                    () -> permits.withPermit(() -> permits.withPermits(3, () -> "never")));
            assertThat(failure).hasMessageContaining("BSC001");
            assertThat(log.onlyProof().message()).contains("semaphore 'three' is held by thread");
            token.close();
            assertThat(permits.statistics().available()).isEqualTo(3);
        }
    }

    @Test
    void scope_thatHoldsNoPermits_givesNoneBack() throws Exception {
        DualSemaphore permits = DualSemaphore.create(1);
        CompletableFuture<String> goesOn = new CompletableFuture<>();
        Callers.Call<String> none = Callers.PLATFORM_THREAD.start(() -> permits.withPermits(0, goesOn::join));
        Callers.eventually().until(() -> permits.statistics().borrowers().size() == 1);
        Throwable failure =
                Callers.PLATFORM_THREAD.failureOf(() -> permits.withPermit(() -> permits.withPermit(() -> "never")));
        assertThat(failure).hasMessageContaining("BSC001");
        goesOn.complete("done");
        assertThat(none.value()).isEqualTo("done");
    }

    @Test
    void permits_thatSufficeWhenATokenIsClosed_areNotProven() throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits = DualSemaphore.create(3, c -> c.withName("three"));
            Hold token = permits.acquire(2);
            Callers.Call<String> wantsTwo = Callers.PLATFORM_THREAD.start(
                    () -> permits.withPermit(() -> permits.withPermits(2, () -> "got it")));
            wantsTwo.whenParked();
            log.assertNothingProven();
            token.close();
            assertThat(wantsTwo.value()).isEqualTo("got it");
            log.assertNothingProven();
        }
    }

    /** A release does not look, and neither does a scope that begins: what they leave must have been proven before. */
    @Test
    void permits_grantedToOneWhoseScopeHasNotBegunYet_hideNoHang() throws Exception {
        try (HangLog log = new HangLog();
                Offload narrow = Offload.open(c -> c.withName("narrow").withConcurrency(1))) {
            DualSemaphore permits = DualSemaphore.create(
                    3, c -> c.withName("three").withStrictFifo(true).withContinuations(narrow));
            CompletableFuture<CompletableFuture<String>> promised = new CompletableFuture<>();
            CompletableFuture<Void> oneGoes = Bridge.promise("the one goes on");
            CompletableFuture<Void> twoGoes = Bridge.promise("the two go on");
            CompletableFuture<Void> narrowGoes = Bridge.promise("the offload goes on");
            Callers.Call<String> one = Callers.PLATFORM_THREAD.start(() -> permits.withPermit(() -> {
                Bridge.await(oneGoes);
                return Bridge.await(promised.join());
            }));
            Callers.Call<Void> two =
                    Callers.PLATFORM_THREAD.start(() -> permits.withPermits(2, () -> Bridge.await(twoGoes)));
            Callers.eventually().until(() -> permits.statistics().available() == 0);
            CompletableFuture<String> first =
                    permits.withPermitAsync(() -> CompletableFuture.completedFuture("got it"));
            Callers.Call<String> all = Callers.PLATFORM_THREAD.start(() -> {
                CompletableFuture<String> own = Bridge.ownedPromise("kept at the end");
                promised.complete(own);
                permits.withPermits(3, () -> "got it");
                own.complete("kept");
                return "kept";
            });
            untilWaiting(permits, 2);
            all.whenParked();
            narrow.call(() -> Bridge.await(narrowGoes));
            twoGoes.complete(null);
            two.value();
            assertThat(permits.statistics().waiting())
                    .as("granted to the first")
                    .isEqualTo(1);
            oneGoes.complete(null);
            assertThat(one.failure()).hasMessageContaining("BSC003");
            assertThat(first).isNotDone();
            narrowGoes.complete(null);
            assertThat(outcomeOf(first)).isEqualTo("got it");
            assertThat(all.value()).isEqualTo("kept");
            log.onlyProof();
        }
    }

    @Test
    void permit_thatIsOutByToken_isSuspected_alsoWhileScopesHoldOthers() throws Exception {
        try (HangLog log = new HangLog()) {
            DualSemaphore permits = DualSemaphore.create(3, c -> c.withName("leaky"));
            Hold token = permits.acquire();
            CompletableFuture<Void> busy = new CompletableFuture<>();
            Callers.Call<Void> runs = Callers.PLATFORM_THREAD.start(() -> permits.withPermit(busy::join));
            Callers.Call<String> wantsAll = Callers.PLATFORM_THREAD.start(() -> permits.withPermits(3, () -> "got it"));
            Callers.eventually().until(() -> !log.of(Hang.Kind.SUSPECTED).isEmpty());
            assertThat(log.of(Hang.Kind.SUSPECTED).get(0).message()).contains("semaphore 'leaky'");
            token.close();
            busy.complete(null);
            runs.value();
            assertThat(wantsAll.value()).isEqualTo("got it");
            log.assertNothingProven();
        }
    }

    private static void untilWaiting(DualSemaphore permits, int waiting) {
        Callers.eventually().until(() -> permits.statistics().waiting() == waiting);
    }

    @Test
    void writer_thatReadsAlready_waitsForItself() throws Exception {
        DualReadWriteLock lock = DualReadWriteLock.create(c -> c.withName("table"));
        Throwable failure = Callers.PLATFORM_THREAD.failureOf(
                () -> lock.read().withLock(() -> lock.write().withLock(() -> "never")));
        assertThat(failure).hasMessageContaining("read-write lock 'table' is held by thread");
        assertThat(lock.statistics().readers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void locks_takenCrosswiseByAThreadAndALoop_haveOneVictim(boolean loopIsLast) throws Exception {
        try (HangLog log = new HangLog();
                EventLoop loop = EventLoop.open("crosswise")) {
            DualLock one = lock("one");
            DualLock two = lock("two");
            CompletableFuture<Void> loopGoes = Bridge.promise("the loop goes on");
            DualLatch threadGoes = DualLatch.create(1);
            CompletableFuture<String> ofLoop = loop.call(() -> one.withLockAsync(() ->
                    loopGoes.thenCompose(ready -> two.withLockAsync(() -> CompletableFuture.completedFuture("done")))));
            Callers.Call<String> ofThread = Callers.PLATFORM_THREAD.start(() -> two.withLock(() -> {
                threadGoes.await();
                return one.withLock(() -> "done");
            }));
            Callers.eventually()
                    .until(() -> one.statistics().held() && two.statistics().held());
            if (loopIsLast) {
                threadGoes.countDown();
                Callers.eventually().until(() -> one.statistics().waiting() == 1);
                loopGoes.complete(null);
            } else {
                loopGoes.complete(null);
                Callers.eventually().until(() -> two.statistics().waiting() == 1);
                threadGoes.countDown();
            }
            List<String> outcomes = List.of(outcomeOf(ofLoop), outcomeOf(ofThread));
            assertThat(outcomes).containsExactlyInAnyOrder("done", "BSC003");
            assertThat(log.onlyProof().message()).contains("lock 'two' is held by thread", "lock 'one' is held by");
        }
    }

    private static String outcomeOf(CompletableFuture<String> stage) throws Exception {
        return stage.handle((value, failure) ->
                        failure == null ? value : failure.toString().replaceAll(".*(BSC\\d+)(?s:.*)", "$1"))
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static String outcomeOf(Callers.Call<String> call) throws Exception {
        try {
            return call.value();
        } catch (CrossingException proof) {
            return proof.rule().name();
        }
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void stage_awaitedWhileHoldingTheLockThatItsTaskWants_isProven(Callers caller) throws Exception {
        try (HangLog log = new HangLog();
                Offload offload = Offload.open("worker")) {
            DualLock lock = lock("shared");
            Throwable failure = caller.failureOf(() ->
                    lock.withLock(() -> Bridge.await(offload.call(() -> lock.withLock(() -> "done")))));
            // Whoever waits last is told: the caller, or the task, whose failure the caller then gets.
            assertThat(failure).hasStackTraceContaining("BSC003");
            assertThat(log.onlyProof().message()).contains("lock 'shared' is held by thread");
        }
    }

    @Test
    void hold_byToken_isOnlySuspected() throws Exception {
        try (HangLog log = new HangLog()) {
            DualLock lock = lock("token");
            Hold hold = lock.acquire();
            Callers.Call<String> waiter = Callers.PLATFORM_THREAD.start(() -> lock.withLock(() -> "done"));
            Callers.eventually().until(() -> !log.of(Hang.Kind.SUSPECTED).isEmpty());
            assertThat(log.of(Hang.Kind.SUSPECTED).get(0).message()).contains("lock 'token'");
            hold.close();
            assertThat(waiter.value()).isEqualTo("done");
            Callers.eventually().until(() -> !log.of(Hang.Kind.RETRACTED).isEmpty());
            log.assertNothingProven();
        }
    }

    @Test
    void wait_withALimit_isNotProven() throws Exception {
        try (HangLog log = new HangLog()) {
            DualLock lock = lock("limited");
            Throwable failure = Callers.PLATFORM_THREAD.failureOf(
                    () -> lock.withLock(() -> lock.withLock(Duration.ofMillis(20), () -> "never")));
            assertThat(failure).isInstanceOf(AwaitTimeoutException.class);
            log.assertNothingProven();
        }
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void lazy_thatWaitsForItself_isProven(Callers caller) throws Exception {
        List<DualLazy<String>> self = new ArrayList<>();
        self.add(DualLazy.of(
                () -> {
                    try {
                        return CompletableFuture.completedFuture(self.get(0).get());
                    } catch (InterruptedException interrupted) {
                        return CompletableFuture.failedFuture(interrupted);
                    }
                },
                c -> c.withName("self")));
        assertThat(caller.failureOf(() -> self.get(0).get()))
                .hasStackTraceContaining("BSC001")
                .hasStackTraceContaining("lazy value 'self' is computed by thread");
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void wait_inLine_isListed(Callers caller) throws Exception {
        try (HangLog log = new HangLog()) {
            DualLock lock = lock("listed");
            Hold hold = lock.acquire();
            Callers.Call<Hold> waiter = caller.start(lock::acquire);
            Callers.eventually().until(() -> Bridge.waits().toString().contains("waits for lock 'listed'"));
            hold.close();
            waiter.value().close();
            Callers.eventually().until(() -> !Bridge.waits().toString().contains("'listed'"));
            log.assertNothingProven();
        }
    }

    @Test
    void producer_whoseSoleTakerWaitsForIt_isProven() throws Exception {
        try (HangLog log = new HangLog();
                Offload offload = Offload.open("producers")) {
            DualQueue<Integer> queue = DualQueue.create(1, c -> c.withName("narrow"));
            Throwable failure = Callers.PLATFORM_THREAD.failureOf(() -> queue.withSoleTaker(() -> {
                CompletableFuture<Integer> all = offload.call(() -> {
                    queue.put(1);
                    queue.put(2);
                    return 2;
                });
                return Bridge.await(all); // before it takes: the second item never finds room
            }));
            assertThat(failure).hasStackTraceContaining("BSC003");
            assertThat(log.onlyProof().message()).contains("queue 'narrow' is emptied only by thread");
            queue.close(new IllegalStateException("the consumer has failed")); // lets the producer go
        }
    }

    @Test
    void producer_withoutADeclaredTaker_isNotProven() throws Exception {
        try (HangLog log = new HangLog()) {
            DualQueue<Integer> queue = DualQueue.create(1);
            queue.put(1);
            Callers.Call<String> producer = Callers.PLATFORM_THREAD.start(() -> {
                queue.put(2);
                return "put";
            });
            producer.whenParked();
            assertThat(queue.take()).isEqualTo(1);
            assertThat(producer.value()).isEqualTo("put");
            log.assertNothingProven();
        }
    }
}
