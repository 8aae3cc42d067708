package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Work that was started for a wait ends with it, also where the wait is refused or its stage times out. */
class GivenUpWorkTest {
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void awaitSupplier_refused_cancelsTheWorkItStarted() {
        AtomicReference<CompletableFuture<Boolean>> started = new AtomicReference<>();
        try (EventLoop loop = EventLoop.open(c -> c.withName("strict").withNesting(Nesting.FORBID));
                Offload offload = Offload.open("work")) {
            CompletableFuture<Boolean> wait = loop.submit(() -> Bridge.await(() -> {
                started.set(offload.call(() -> never.await(1, TimeUnit.HOURS)));
                return started.get();
            }));
            assertThatThrownBy(() -> Bridge.await(wait))
                    .isInstanceOf(AwaitException.class)
                    .hasCauseInstanceOf(CrossingException.class);
            assertThat(started.get()).isCancelled();
        }
    }

    @Test
    void asyncCall_timedOut_cancelsWhatItWaitsFor() throws Exception {
        AtomicReference<CompletableFuture<Boolean>> started = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.open("loop");
                Offload offload = Offload.open("work")) {
            CompletableFuture<Boolean> call = loop.call(() -> {
                started.set(offload.call(() -> {
                    waiting.countDown();
                    return never.await(1, TimeUnit.HOURS);
                }));
                return started.get();
            });
            waiting.await();
            call.orTimeout(1, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> Bridge.await(call, TimeoutException.class)).isInstanceOf(TimeoutException.class);
            await().until(started.get()::isCancelled); // looked at only: a waiter would count as one who wants it
        }
    }
}
