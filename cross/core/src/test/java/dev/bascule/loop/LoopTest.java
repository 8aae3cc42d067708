package dev.bascule.loop;

import static dev.bascule.Callers.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop with a thread of its own: tasks, order, failures, the thread. */
class LoopTest {
    private final EventLoop loop = EventLoop.open("loop-test");

    @AfterEach
    void close() {
        loop.close();
    }

    // -- submit and call --

    @Test
    void submit_function_endsWithItsValue() throws Exception {
        assertThat(Bridge.await(loop.submit(() -> "text"))).isEqualTo("text");
        CompletableFuture<Object> nothing = loop.submit(() -> null);
        assertThat(Bridge.await(nothing)).isNull();
    }

    @Test
    void submit_functionThrows_endsWithTheOriginal() {
        IOException original = new IOException("disk");
        assertThatThrownBy(() -> Bridge.await(
                        loop.submit(() -> {
                            throw original;
                        }),
                        IOException.class))
                .isSameAs(original);
    }

    @Test
    void call_asyncFunction_endsWithWhatItsStageEnds() throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<Boolean> onLoop = new CompletableFuture<>();
        CompletableFuture<String> outer = loop.call(() -> {
            onLoop.complete(loop.isCurrentThread());
            return inner;
        });
        assertThat(onLoop.get(15, TimeUnit.SECONDS)).isTrue();
        assertThat(outer).isNotDone();
        inner.complete("text");
        assertThat(Bridge.await(outer)).isEqualTo("text");
    }

    @Test
    void call_stageFails_endsWithTheOriginal() {
        IOException original = new IOException("disk");
        assertThatThrownBy(() ->
                        Bridge.await(loop.call(() -> CompletableFuture.failedFuture(original)), IOException.class))
                .isSameAs(original);
    }

    @Test
    void call_functionGivesNull_fails() {
        assertThatThrownBy(() -> Bridge.await(loop.call(() -> null)))
                .hasRootCauseInstanceOf(NullPointerException.class);
    }

    @Test
    void call_cancelled_cancelsWhatItWaitsFor() throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> outer = loop.call(() -> inner);
        eventually().until(() -> inner.getNumberOfDependents() > 0);
        assertThat(outer.cancel(true)).isTrue();
        assertThat(inner).isCancelled();
    }

    @Test
    void call_cancelledWhileOthersWaitForItsStage_leavesThatAlone() throws Exception {
        CompletableFuture<String> inner = new CompletableFuture<>();
        CompletableFuture<String> other = inner.thenApply(String::trim);
        CompletableFuture<String> outer = loop.call(() -> inner);
        eventually().until(() -> inner.getNumberOfDependents() > 1);
        assertThat(outer.cancel(true)).isTrue();
        assertThat(inner).isNotDone();
        inner.complete(" text ");
        assertThat(Bridge.await(other)).isEqualTo("text");
    }

    @Test
    void submit_cancelledWhileQueued_neverRuns() throws Exception {
        CountDownLatch release = occupied();
        List<String> ran = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> cancelled = loop.submit(() -> ran.add("cancelled"));
        CompletableFuture<Boolean> kept = loop.submit(() -> ran.add("kept"));
        assertThat(cancelled.cancel(true)).isTrue();
        release.countDown();
        Bridge.await(kept);
        assertThat(ran).containsExactly("kept");
        assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void submit_cancelledWhileRunning_isNotInterruptedAndItsResultIsDropped() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        CompletableFuture<String> stage = loop.submit(() -> {
            started.countDown();
            release.await();
            end.complete("undisturbed");
            return "dropped";
        });
        started.await();
        assertThat(stage.cancel(true)).isTrue();
        release.countDown();
        assertThat(end.get(15, TimeUnit.SECONDS)).isEqualTo("undisturbed");
        assertThat(stage).isCancelled();
    }

    /** The loop runs a task that ends when the latch is released. */
    private CountDownLatch occupied() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        loop.submit(() -> {
            started.countDown();
            release.await();
            return null;
        });
        started.await();
        return release;
    }

    // -- order --

    @Test
    void tasks_fromOneThread_runInOrder() throws Exception {
        List<Integer> ran = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 999; i += 3) {
            int number = i;
            loop.submit(() -> ran.add(number));
            loop.executor().execute(() -> ran.add(number + 1));
            loop.call(() -> CompletableFuture.completedFuture(ran.add(number + 2)));
        }
        Bridge.await(loop.submit(() -> "after all"));
        assertThat(ran)
                .containsExactlyElementsOf(IntStream.range(0, 999).boxed().toList());
    }

    @Test
    void tasks_fromManyThreads_runOneAtATimeInEachThreadsOrder() throws Exception {
        ConcurrentLinkedQueue<int[]> ran = new ConcurrentLinkedQueue<>();
        int[] unguarded = {0};
        List<Callers.Call<Void>> calls = new CopyOnWriteArrayList<>();
        for (int source = 0; source < 4; source++) {
            int from = source;
            calls.add(Callers.PLATFORM_THREAD.start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    int[] entry = {from, i};
                    loop.executor().execute(() -> {
                        unguarded[0]++;
                        ran.add(entry);
                    });
                }
                return null;
            }));
        }
        for (Callers.Call<Void> call : calls) {
            call.value();
        }
        assertThat(Bridge.await(loop.submit(() -> unguarded[0]))).isEqualTo(4_000);
        for (int source = 0; source < 4; source++) {
            int from = source;
            assertThat(ran.stream().filter(e -> e[0] == from).map(e -> e[1]))
                    .isSorted()
                    .hasSize(1_000);
        }
    }

    // -- failures of bare tasks --

    @Test
    void execute_taskThrows_goesToTheHandlerAndTheLoopGoesOn() throws Exception {
        CompletableFuture<Throwable> handled = new CompletableFuture<>();
        Bridge.await(loop.submit(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> handled.complete(failure));
            return null;
        }));
        AssertionError failure = new AssertionError("of a bare task");
        loop.executor().execute(() -> {
            throw failure;
        });
        assertThat(handled.get(15, TimeUnit.SECONDS)).isSameAs(failure);
        assertThat(Bridge.await(loop.submit(() -> "on"))).isEqualTo("on");
    }

    @Test
    void execute_taskAndHandlerThrow_theLoopGoesOn() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        Bridge.await(loop.submit(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
                called.countDown();
                throw new IllegalStateException("of the handler");
            });
            return null;
        }));
        loop.executor().execute(() -> {
            throw new IllegalStateException("of the task");
        });
        assertThat(called.await(15, TimeUnit.SECONDS)).isTrue();
        assertThat(Bridge.await(loop.submit(() -> "on"), Callers.LONG)).isEqualTo("on");
    }

    @Test
    void task_leavesTheInterruptFlagSet_nextTaskDoesNotSeeIt() throws Exception {
        CountDownLatch release = occupied();
        loop.executor().execute(() -> Thread.currentThread().interrupt());
        CompletableFuture<Boolean> next =
                loop.submit(() -> Thread.currentThread().isInterrupted());
        release.countDown();
        assertThat(Bridge.await(next)).isFalse();
    }

    // -- the thread --

    @Test
    void thread_ofALoop_isADaemonNamedAfterIt() throws Exception {
        Thread thread = Bridge.await(loop.submit(Thread::currentThread));
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("bascule-loop-test");
        assertThat(Bridge.await(loop.submit(Thread::currentThread))).isSameAs(thread);
    }

    @Test
    void thread_beforeTheFirstTask_isNotStarted() throws Exception {
        try (EventLoop lazy = EventLoop.open("lazy-loop-test")) {
            assertThat(threadNames()).doesNotContain("bascule-lazy-loop-test");
            Bridge.await(lazy.submit(() -> null));
            assertThat(threadNames()).contains("bascule-lazy-loop-test");
        }
        assertThat(threadNames()).doesNotContain("bascule-lazy-loop-test");
    }

    private static List<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    @Test
    void isCurrentThread_insideAndOutside_tellsThemApart() throws Exception {
        assertThat(loop.isCurrentThread()).isFalse();
        assertThat(Bridge.await(loop.submit(loop::isCurrentThread))).isTrue();
        try (EventLoop other = EventLoop.open("other")) {
            assertThat(Bridge.await(other.submit(loop::isCurrentThread))).isFalse();
        }
    }

    @Test
    void tryRunOne_loopWithItsOwnThread_isRefused() {
        assertThatThrownBy(loop::tryRunOne)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("loop 'loop-test'")
                .hasMessageContaining("withOwnThread(false)");
    }
}
