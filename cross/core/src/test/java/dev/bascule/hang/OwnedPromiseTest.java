package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OwnedPromiseTest {
    private static void assertBroken(CompletableFuture<?> promise) {
        assertThatThrownBy(() -> Bridge.await(promise, LONG))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CrossingException.class,
                        broken -> assertThat(broken.rule()).isEqualTo(RuleId.BSC005))
                .hasMessageContaining("'kept'");
    }

    /** A promise that its owner, a call on the offload, hands out and then forgets. */
    private static CompletableFuture<CompletableFuture<String>> forgotten(Offload offload) {
        return offload.call(() -> Bridge.ownedPromise("kept"));
    }

    @Callers.ForEachCaller
    void promise_completedByItsOwner_givesItsValue(Callers caller) throws Exception {
        assertThat(caller.<String>call(() -> {
                    CompletableFuture<String> promise = Bridge.ownedPromise("kept");
                    assertThat(promise.complete("value")).isTrue();
                    assertThat(promise.complete("again")).isFalse();
                    return Bridge.await(promise);
                }))
                .isEqualTo("value");
    }

    @Test
    void promise_whoseOwnerEnds_isBrokenAtOnce() throws Exception {
        try (Offload offload = Offload.open("owner");
                EventLoop loop = EventLoop.open("owner")) {
            assertBroken(Bridge.await(forgotten(offload)));
            assertBroken(Bridge.await(loop.submit(() -> Bridge.ownedPromise("kept"))));
        }
    }

    @Test
    void promise_whoseOwnerFails_isBroken() {
        try (Offload offload = Offload.open("owner")) {
            CompletableFuture<CompletableFuture<String>> handedOut = new CompletableFuture<>();
            offload.call(() -> {
                handedOut.complete(Bridge.ownedPromise("kept"));
                throw new IllegalStateException("before it was kept");
            });
            assertBroken(handedOut.join());
        }
    }

    @Test
    void promise_whosePlainOwnerThreadEnds_isBroken() throws Exception {
        CompletableFuture<CompletableFuture<String>> handedOut = new CompletableFuture<>();
        Thread owner = new Thread(() -> handedOut.complete(Bridge.ownedPromise("kept")));
        owner.start();
        assertBroken(handedOut.join());
        owner.join();
    }

    @Test
    void promise_handedToAThread_isThatThreadsToKeep() throws Exception {
        CompletableFuture<String> promise = Bridge.ownedPromise("kept");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Runnable work = () -> {
            begun.countDown();
            Callers.eventually().until(() -> release.getCount() == 0);
        };
        Thread other = new Thread(Bridge.handOff(work, promise));
        other.start();
        begun.await();
        assertThatThrownBy(() -> promise.complete("no longer ours"))
                .isInstanceOf(CrossingException.class)
                .hasMessageContaining("BSC006");
        release.countDown();
        assertBroken(promise);
        other.join();
    }

    @Test
    void promise_completedBySomebodyElse_isRefused() throws Exception {
        CompletableFuture<String> promise = Bridge.ownedPromise("kept");
        try (Offload offload = Offload.open("foreign")) {
            assertThatThrownBy(() -> Bridge.await(offload.call(() -> promise.complete("x"))))
                    .cause()
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refused -> assertThat(refused.rule()).isEqualTo(RuleId.BSC006))
                    .hasMessageContaining("'kept'");
            assertThat(promise).isNotDone();
            assertThat(promise.complete("mine")).isTrue();
        }
    }

    @Test
    void promise_completedByATaskServedOnItsOwnersThread_isRefused() throws Exception {
        try (EventLoop loop = EventLoop.open("host")) {
            CompletableFuture<String> outcome = loop.submit(() -> {
                CompletableFuture<String> promise = Bridge.ownedPromise("kept");
                CompletableFuture<Boolean> served = loop.submit(() -> promise.complete("by another task"));
                try {
                    Bridge.await(served);
                    return "accepted";
                } catch (AwaitException refused) {
                    return ((CrossingException) refused.getCause()).rule().name();
                } finally {
                    promise.complete("mine");
                }
            });
            assertThat(Bridge.await(outcome, LONG)).isEqualTo("BSC006");
        }
    }

    @Test
    void promise_handedOff_isCompletedByTheNewOwner() throws Exception {
        try (Offload offload = Offload.open("next");
                EventLoop loop = EventLoop.open("next")) {
            CompletableFuture<String> one = Bridge.ownedPromise("kept");
            CompletableFuture<String> other = Bridge.ownedPromise("kept");
            offload.call(Bridge.handOff(() -> one.complete("by the offload"), one));
            loop.submit(Bridge.handOff(() -> other.complete("by the loop"), other));
            assertThat(Bridge.await(one, LONG)).isEqualTo("by the offload");
            assertThat(Bridge.await(other, LONG)).isEqualTo("by the loop");
        }
    }

    @Test
    void promise_handedOffTwice_belongsToTheSecond() throws Exception {
        try (Offload offload = Offload.open("next")) {
            CompletableFuture<String> promise = Bridge.ownedPromise("kept");
            Callable<Object> second = () -> promise.complete("by the second");
            offload.call(Bridge.handOff(() -> offload.call(Bridge.handOff(second, promise)), promise));
            assertThat(Bridge.await(promise, LONG)).isEqualTo("by the second");
        }
    }

    @Test
    void promise_completedAsync_isHandedThere() throws Exception {
        try (Offload offload = Offload.open("next")) {
            CompletableFuture<String> promise = Bridge.ownedPromise("kept");
            promise.completeAsync(() -> "later", offload.executor());
            assertThat(Bridge.await(promise, LONG)).isEqualTo("later");
        }
    }

    @Test
    void promise_completedAsyncOnTheOnlyWorkersOwnOffload_isHelped() throws Exception {
        try (Offload offload = Offload.open(c -> c.withName("one").withConcurrency(1))) {
            CompletableFuture<String> outcome = offload.call(() -> {
                CompletableFuture<String> promise = Bridge.ownedPromise("kept");
                promise.completeAsync(() -> "in place");
                return Bridge.await(promise);
            });
            assertThat(Bridge.await(outcome, LONG)).isEqualTo("in place");
        }
    }

    @Test
    void promise_handedToWhatIsExecutedOnTheOnlyWorkersOwnOffload_isHelped() throws Exception {
        try (Offload offload = Offload.open(c -> c.withName("one").withConcurrency(1))) {
            CompletableFuture<String> outcome = offload.call(() -> {
                CompletableFuture<String> promise = Bridge.ownedPromise("kept");
                Runnable work = () -> promise.complete("in place");
                offload.executor().execute(Bridge.handOff(work, promise));
                return Bridge.await(promise);
            });
            assertThat(Bridge.await(outcome, LONG)).isEqualTo("in place");
        }
    }

    @Test
    void promise_ofACallThatIsCancelledInTheQueue_isBroken() throws Exception {
        try (Offload offload = Offload.open(c -> c.withName("busy").withConcurrency(1))) {
            CountDownLatch release = new CountDownLatch(1);
            offload.call(() -> {
                release.await();
                return null;
            });
            CompletableFuture<String> promise = Bridge.ownedPromise("kept");
            CompletableFuture<Boolean> queued = offload.call(Bridge.handOff(() -> promise.complete("x"), promise));
            assertThat(promise).isNotDone();
            queued.cancel(true);
            assertBroken(promise);
            release.countDown();
        }
    }

    @Test
    void promise_ofATimerThatIsCancelled_isBroken() throws Exception {
        try (EventLoop loop = EventLoop.open("timers");
                Offload offload = Offload.open("waiter")) {
            CompletableFuture<String> promise = Bridge.ownedPromise("kept");
            CompletableFuture<Boolean> timer =
                    loop.schedule(Duration.ofHours(1), Bridge.handOff(() -> promise.complete("x"), promise));
            CompletableFuture<String> waiter = offload.call(() -> Bridge.await(promise));
            Callers.eventually().until(() -> promise.getNumberOfDependents() > 0);
            timer.cancel(false);
            assertThatThrownBy(() -> Bridge.await(waiter, LONG)).hasRootCauseInstanceOf(CrossingException.class);
            assertBroken(promise);
        }
    }

    @Test
    void promise_ofACallThatClosingDrops_isBroken() throws Exception {
        EventLoop loop = EventLoop.open("closed");
        CompletableFuture<String> promise = Bridge.ownedPromise("kept");
        loop.schedule(Duration.ofHours(1), Bridge.handOff(() -> promise.complete("x"), promise));
        loop.close();
        assertBroken(promise);
    }

    @Test
    void promise_ofACallThatIsRejected_isBroken() throws Exception {
        Offload offload = Offload.open("closed");
        offload.close();
        CompletableFuture<String> promise = Bridge.ownedPromise("kept");
        offload.call(Bridge.handOff(() -> promise.complete("x"), promise));
        assertBroken(promise);
    }

    @Test
    void promise_thatIsCancelled_needsNoOwnerAnyMore() throws Exception {
        try (Offload offload = Offload.open("owner")) {
            CompletableFuture<String> promise = Bridge.await(offload.call(() -> {
                CompletableFuture<String> mine = Bridge.ownedPromise("kept");
                mine.cancel(true);
                return mine;
            }));
            assertThat(promise).isCancelled();
        }
    }

    @Test
    void handOff_ofAPromiseWithoutAnOwner_isRefused() {
        assertThatThrownBy(() -> Bridge.handOff(() -> "x", Bridge.promise("free")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ownedPromise");
    }
}
