package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an awaited stage depends on, where that is a timer, an alternative, or changes while it is awaited. */
class DependencyTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final EventLoop loop = EventLoop.open(c -> c.withName("orders").withSuspectAfter(Duration.ofHours(1)));
    private final Offload other = Offload.open("other");

    @AfterEach
    void close() {
        loop.close();
        other.close();
    }

    /** Queues work that bears no token, and returns when it is queued. */
    private void executeAsStranger(Runnable work) throws InterruptedException {
        Thread stranger = new Thread(() -> loop.executor().execute(work), "stranger");
        stranger.start();
        stranger.join();
    }

    @Test
    void await_promiseWithTimeout_runsTheUntokenedWorkThatCompletesIt() throws Exception {
        CompletableFuture<String> wait = loop.submit(() -> {
            CompletableFuture<String> promise = Bridge.promise("reply");
            promise.orTimeout(20, TimeUnit.SECONDS);
            executeAsStranger(() -> promise.complete("in time"));
            return Bridge.await(promise);
        });
        assertThat(Bridge.await(wait, LONG)).isEqualTo("in time");
    }

    @Test
    void await_promiseOrTimer_runsTheUntokenedWorkThatCompletesThePromise() throws Exception {
        CompletableFuture<String> wait = loop.submit(() -> {
            CompletableFuture<String> promise = Bridge.promise("reply");
            executeAsStranger(() -> promise.complete("in time"));
            return Bridge.await(Bridge.<String>anyOf(promise, loop.schedule(LONG, () -> "too late")));
        });
        assertThat(Bridge.await(wait, LONG)).isEqualTo("in time");
    }

    @Test
    void await_alternativesOfOneSource_stillSeeThatItIsUnknown() throws Exception {
        CompletableFuture<String> wait = loop.submit(() -> {
            CompletableFuture<String> promise = Bridge.promise("reply");
            executeAsStranger(() -> promise.complete("x"));
            return Bridge.await(promise.thenApply(x -> x + 1).applyToEither(promise.thenApply(x -> x + 1), x -> x));
        });
        assertThat(Bridge.await(wait, LONG)).isEqualTo("x1");
    }

    @Test
    void await_dependentOfOneselfThatTimesOut_isNoSelfWait() throws Exception {
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        CompletableFuture<String> call = loop.submit(() ->
                Bridge.await(self.join().thenApply(x -> x).completeOnTimeout("default", 20, TimeUnit.MILLISECONDS)));
        self.complete(call);
        assertThat(Bridge.await(call, LONG)).isEqualTo("default");
    }

    @Test
    void await_compositionThatBecomesUnknown_runsWhatWasHeldBackAtOnce() throws Exception {
        CompletableFuture<String> plain = new CompletableFuture<>();
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<String> wait = loop.submit(() -> {
            CompletableFuture<String> stage =
                    other.call(() -> held.await(20, TimeUnit.SECONDS)).thenCompose(x -> plain);
            executeAsStranger(() -> plain.complete("from held work"));
            held.countDown();
            return Bridge.await(stage);
        });
        assertThat(Bridge.await(wait, LONG)).isEqualTo("from held work");
    }

    @Test
    void await_helpsAgainAfterTheHelpedCallHasWaited() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (Offload narrow = Offload.open(c -> c.withName("narrow").withConcurrency(1))) {
            CompletableFuture<String> outer =
                    narrow.call(() -> Bridge.await(narrow.call(() -> Bridge.await(other.call(() -> "b")))
                            .thenCompose(b -> other.call(() -> {
                                waiting.await();
                                return b + "c";
                            }))
                            .thenApplyAsync(c -> c + "d")));
            waiting.countDown();
            assertThat(Bridge.await(outer, LONG)).isEqualTo("bcd");
        }
    }

    @Test
    void help_callThatLeavesAnInterrupt_doesNotInterruptItsHost() throws Exception {
        try (Offload narrow = Offload.open(c -> c.withName("narrow").withConcurrency(1))) {
            CompletableFuture<Boolean> outer = narrow.call(() -> {
                Bridge.await(narrow.call(() -> {
                    Thread.currentThread().interrupt();
                    return 1;
                }));
                Bridge.await(other.call(() -> 2));
                return Thread.currentThread().isInterrupted();
            });
            assertThat(Bridge.await(outer, LONG)).isFalse();
        }
    }

    @Test
    void cancel_hostThatHelps_interruptsItOnlyAfterTheHelpedCall() throws Exception {
        CountDownLatch helping = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> helped = new CompletableFuture<>();
        CompletableFuture<Boolean> hostSaw = new CompletableFuture<>();
        try (Offload narrow = Offload.open(c -> c.withName("narrow").withConcurrency(1))) {
            CompletableFuture<Integer> host = narrow.call(() -> {
                Bridge.await(narrow.call(() -> {
                    helping.countDown();
                    return helped.complete(release.await(20, TimeUnit.SECONDS));
                }));
                return hostSaw.complete(Thread.currentThread().isInterrupted()) ? 1 : 0;
            });
            helping.await();
            assertThat(host.cancel(true)).isTrue();
            release.countDown();
            assertThat(Bridge.await(helped, LONG)).isTrue();
            assertThat(Bridge.await(hostSaw, LONG)).isTrue();
        }
    }

    @Test
    void cancel_ofADependentTwice_countsOnce() {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Boolean> root = other.call(() -> never.await(1, TimeUnit.HOURS));
        CompletableFuture<Boolean> unwanted = root.thenApply(x -> x);
        CompletableFuture<Boolean> wanted = root.thenApply(x -> x);
        assertThat(unwanted.cancel(true)).isTrue();
        assertThat(unwanted.cancel(true)).isTrue();
        assertThatThrownBy(() -> Bridge.await(() -> root.thenApply(x -> x), Duration.ofMillis(1)))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(root).isNotDone();
        assertThat(wanted).isNotDone();
        root.cancel(true);
    }

    @Test
    void await_ofAllThatTimesOut_cancelsEachRoot() {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Boolean> one = other.call(() -> never.await(1, TimeUnit.HOURS));
        CompletableFuture<Boolean> two = other.call(() -> never.await(1, TimeUnit.HOURS));
        assertThatThrownBy(() -> Bridge.await(() -> Bridge.allOf(one, two), Duration.ofMillis(1)))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(one).isCancelled();
        assertThat(two).isCancelled();
    }

    @Test
    void run_refusedByNesting_neverRunsTheWork() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Boolean> call = loop.submit(() -> Bridge.run(Nesting.FORBID, () -> {
            ran.set(true);
            return CompletableFuture.completedFuture(true);
        }));
        assertThatThrownBy(() -> Bridge.await(call, LONG))
                .isInstanceOf(AwaitException.class)
                .hasCauseInstanceOf(CrossingException.class);
        Bridge.await(loop.submit(() -> 1));
        assertThat(ran).isFalse();
    }
}
