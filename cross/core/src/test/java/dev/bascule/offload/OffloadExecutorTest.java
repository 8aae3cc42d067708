package dev.bascule.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Other ways in: the offload as an executor, and functions wrapped to run on it. */
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

    @Test
    void wrap_ofEachArity_runsTheFunctionOnTheOffload() {
        try (Offload offload = Offload.open("wrapped")) {
            Set<String> threads = ConcurrentHashMap.newKeySet();
            assertThat(offload.wrap(() -> note(threads, "none")).get().join()).isEqualTo("none");
            assertThat(offload.wrap((String a) -> note(threads, a)).apply("a").join())
                    .isEqualTo("a");
            assertThat(offload.wrap((String a, String b) -> note(threads, a + b))
                            .apply("a", "b")
                            .join())
                    .isEqualTo("ab");
            assertThat(offload.wrap((String a, String b, String c) -> note(threads, a + b + c))
                            .apply("a", "b", "c")
                            .join())
                    .isEqualTo("abc");
            assertThat(threads).containsExactly("bascule-wrapped");
        }
    }

    @Test
    void wrap_ofFunctionThatThrows_givesFailedStage() {
        try (Offload offload = Offload.open("wrapped")) {
            CompletableFuture<Object> stage = offload.wrap((String a) -> {
                        throw new IOException(a);
                    })
                    .apply("gone");
            assertThatThrownBy(stage::join)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("gone");
        }
    }

    private static String note(Set<String> threads, String text) {
        threads.add(Thread.currentThread().getName());
        return text;
    }
}
