package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The offload as an executor, for code that knows nothing of it. */
class OffloadExecutorTest {
    @Test
    void execute_runsOnTheOffloadAndCounts() throws Exception {
        try (Offload offload = Offload.open("raw")) {
            CompletableFuture<String> name =
                    CompletableFuture.supplyAsync(() -> Thread.currentThread().getName(), offload.executor());
            assertThat(name.get(10, TimeUnit.SECONDS)).isEqualTo("bascule-raw");
        }
    }

    @Test
    void execute_ofWorkThatThrows_reachesTheUncaughtHandlerAndLeavesTheOffloadUsable() throws Exception {
        IllegalStateException failure = new IllegalStateException("raw");
        AtomicReference<Throwable> caught = new AtomicReference<>();
        CountDownLatch handled = new CountDownLatch(1);
        try (Offload offload =
                Offload.open(c -> c.withName("raw").withConcurrency(1).withThreads(ThreadKind.PLATFORM))) {
            offload.executor().execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                    caught.set(thrown);
                    handled.countDown();
                });
                throw failure;
            });
            assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(caught).hasValue(failure);
            assertThat(offload.call(() -> "still there").get(10, TimeUnit.SECONDS))
                    .isEqualTo("still there");
        }
    }

    @Test
    void execute_whoseUncaughtHandlerThrows_leavesTheOffloadUsable() throws Exception {
        try (Offload offload =
                Offload.open(c -> c.withName("raw").withConcurrency(1).withThreads(ThreadKind.PLATFORM))) {
            offload.executor().execute(() -> {
                Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {
                    throw new IllegalStateException("handler");
                });
                throw new IllegalStateException("raw");
            });
            assertThat(offload.call(() -> "still there").get(10, TimeUnit.SECONDS))
                    .isEqualTo("still there");
        }
    }
}
