package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.stage.CrossingException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Promises on their way from one owner to the next, also where that leads through threads that are not ours. */
class HandOffTest {
    private static Callable<Object> keeping(CompletableFuture<String> promise) {
        return () -> promise.complete("kept");
    }

    @Test
    void wait_forAPromiseOnItsWayToAPlainThread_isNotProven() throws Exception {
        try (HangLog log = new HangLog()) {
            for (int i = 0; i < 200; i++) {
                CompletableFuture<String> promise = Bridge.ownedPromise("travelling");
                Runnable work = () -> promise.complete("kept");
                new Thread(Bridge.handOff(work, promise)).start();
                assertThat(Bridge.await(promise, LONG)).isEqualTo("kept");
                assertThat(promise.join()).isEqualTo("kept");
            }
            log.assertNothingProven();
        }
    }

    @Test
    void untimedWait_forAPromiseOnItsWay_isNotProven() throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> owed = Bridge.ownedPromise("owed"); // so that this thread's waits are looked at
            for (int i = 0; i < 200; i++) {
                CompletableFuture<String> promise = Bridge.ownedPromise("travelling");
                Runnable work = () -> promise.complete("kept");
                new Thread(Bridge.handOff(work, promise)).start();
                assertThat(Bridge.await(promise)).isEqualTo("kept");
            }
            owed.complete("paid");
            log.assertNothingProven();
        }
    }

    @Test
    void promise_onItsWayWhenItsMakerEnds_isNotBroken() throws Exception {
        CountDownLatch makerEnded = new CountDownLatch(1);
        try (Offload offload = Offload.open("maker")) {
            CompletableFuture<String> promise = Bridge.await(offload.call(() -> {
                CompletableFuture<String> made = Bridge.ownedPromise("travelling");
                Callable<Object> late = () -> {
                    makerEnded.await();
                    return made.complete("kept");
                };
                Callable<Object> work = Bridge.handOff(late, made);
                new Thread(() -> run(work)).start();
                return made;
            }));
            makerEnded.countDown();
            assertThat(Bridge.await(promise, LONG)).isEqualTo("kept");
        }
    }

    private static void run(Callable<?> work) {
        try {
            work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void promise_onItsWay_isNobodysToComplete() throws Exception {
        CompletableFuture<String> promise = Bridge.ownedPromise("travelling");
        Callable<Object> work = Bridge.handOff(keeping(promise), promise);
        assertThatThrownBy(() -> promise.complete("too late"))
                .isInstanceOf(CrossingException.class)
                .hasMessageContaining("BSC006");
        assertThat(work.call()).isEqualTo(true);
        assertThat(promise).isCompletedWithValue("kept");
    }

    @Test
    void handOff_ofSeveralOfWhichOneIsAnothers_takesNone() throws Exception {
        CompletableFuture<String> mine = Bridge.ownedPromise("mine");
        try (Offload offload = Offload.open("other")) {
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<CompletableFuture<String>> handedOut = new CompletableFuture<>();
            CompletableFuture<Object> other = offload.call(() -> {
                CompletableFuture<String> theirs = Bridge.ownedPromise("theirs");
                handedOut.complete(theirs);
                end.await();
                return theirs.complete("kept");
            });
            CompletableFuture<String> theirs = handedOut.get();
            assertThatThrownBy(() -> Bridge.handOff(keeping(mine), mine, theirs))
                    .isInstanceOf(CrossingException.class);
            assertThat(mine.complete("still mine")).isTrue();
            end.countDown();
            assertThat(Bridge.await(other, LONG)).isEqualTo(true);
        }
    }

    @Test
    void promise_ofWorkThatAnExecutorRefuses_isBroken() throws Exception {
        Offload offload = Offload.open("closed");
        EventLoop loop = EventLoop.open("closed");
        offload.close();
        loop.close();
        RegisteredExecutor full = Bridge.register(
                work -> {
                    throw new RejectedExecutionException("full");
                },
                "full",
                1);
        for (Executor refusing : new Executor[] {offload.executor(), loop.executor(), full}) {
            CompletableFuture<String> promise = Bridge.ownedPromise("dropped");
            Runnable work = () -> promise.complete("kept");
            Runnable handover = Bridge.handOff(work, promise);
            assertThatThrownBy(() -> refusing.execute(handover)).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> Bridge.await(promise, LONG)).hasRootCauseInstanceOf(CrossingException.class);
        }
    }

    @Test
    void submitOfAnAction_withAResult_takesThePromisesOver() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            RegisteredExecutor known = Bridge.register(pool, "pool", 1);
            CompletableFuture<String> promise = Bridge.ownedPromise("kept");
            Runnable work = () -> promise.complete("kept");
            CompletableFuture<Integer> done = known.submit(Bridge.handOff(work, promise), 42);
            assertThat(Bridge.await(promise, LONG)).isEqualTo("kept");
            assertThat(Bridge.await(done, LONG)).isEqualTo(42);
        } finally {
            pool.shutdownNow();
        }
    }
}
