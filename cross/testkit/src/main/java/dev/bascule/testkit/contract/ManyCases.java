package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.sync.SyncConfig;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Long chains need no deep stack, long lines no long time, and who has left is not kept. */
abstract class ManyCases<S extends Subject> extends ContinuationCases<S> {
    private static final int SAMPLE = 100;
    private static final int THREADS = 300;

    /** How long a chain or line is; 10,000 by default, which is too much for a stack, and shows what is kept. */
    protected int many() {
        return 10_000;
    }

    // -- depth --

    @Test
    void chain_ofManySubjects_needsNoDeepStack() {
        assumeDual();
        assertThat(depthOfChain(config -> config)).isEqualTo(1);
    }

    @Test
    void chain_ofManySubjectsInline_isRunOneAfterTheOther() {
        assumeDual();
        assertThat(depthOfChain(Suite::inline)).isEqualTo(1);
    }

    /** Frees the first of many subjects; each continuation frees the next one. How many ran inside of each other. */
    private int depthOfChain(UnaryOperator<SyncConfig> configure) {
        AutoCloseable first = create(configure).block();
        Depth depth = new Depth();
        List<AutoCloseable> links = new ArrayList<>();
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < many(); i++) {
            S subject = create(configure);
            links.add(subject.block());
            int next = i + 1;
            last = subject.awaitAsync()
                    .thenAccept(grant -> depth.in(() -> {
                        if (next < many()) {
                            Visit.close(links.get(next));
                        }
                        Visit.close(grant);
                    }));
        }
        Visit.close(first);
        Visit.close(links.get(0));
        Eventually.ended(last).join();
        return depth.deepest();
    }

    @Test
    void line_ofManyStages_isServed() {
        assumeDual();
        serveLine(config -> config);
    }

    @Test
    void line_ofManyStagesInline_isServedOneAfterTheOther() {
        assumeDual();
        assertThat(serveLine(Suite::inline)).isEqualTo(1);
    }

    private int serveLine(UnaryOperator<SyncConfig> configure) {
        S subject = create(configure);
        AutoCloseable blocker = blockHere(subject);
        Depth depth = new Depth();
        AtomicInteger served = new AtomicInteger();
        for (int i = 0; i < many(); i++) {
            subject.awaitAsync()
                    .thenAccept(grant -> depth.in(() -> {
                        served.incrementAndGet();
                        Visit.close(grant);
                    }));
        }
        assertThat(subject.waiting()).isEqualTo(many());
        Visit.close(blocker);
        Eventually.until("all are served", () -> served.get() == many());
        untilWhole(subject);
        return depth.deepest();
    }

    /** {@code tail = tail.thenCompose(..)} on one stage that is pending. */
    @Test
    void chain_composedOnOnePendingStage_needsNoDeepStack() {
        assumeDual();
        S subject = available();
        CompletableFuture<Object> start = Bridge.promise("start");
        CompletableFuture<?> tail = start;
        for (int i = 0; i < many(); i++) {
            tail = tail.thenCompose(nothing -> subject.awaitAsync().thenAccept(Visit::close));
        }
        start.complete("go");
        Eventually.ended(tail).join();
        assertWhole(subject, "after the chain");
    }

    /** A loop written as a function that calls itself, each turn of which is granted at once. */
    @ForEach
    void recursion_grantedAtOnce_needsNoDeepStack(Face face) {
        assumeDual();
        S subject = available();
        CompletableFuture<Object> end = new CompletableFuture<>();
        launch(face, () -> endLike(again(subject, many()), end));
        assertThat(Eventually.ended(end).join()).isEqualTo("done");
        assertWhole(subject, "after the recursion");
    }

    private static CompletableFuture<?> again(Subject subject, int times) {
        CompletableFuture<?> turn = subject.awaitAsync().thenAccept(Visit::close);
        return times == 0 ? turn : turn.thenCompose(nothing -> again(subject, times - 1));
    }

    // -- retention --

    @ForEach
    void stages_manyEndedWhileWaiting_areNotKept(End end) {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        List<WeakReference<Object>> samples = new ArrayList<>();
        CompletableFuture<?> stays = subject.awaitAsync();
        giveUpMany(subject, end::end, samples);
        Eventually.until("all have left", () -> subject.waiting() == 1);
        assertCollected(samples);
        Visit.close(blocker);
        Visit.close(Eventually.ended(stays).join());
        assertWhole(subject, "after many had left");
    }

    private void giveUpMany(S subject, Consumer<CompletableFuture<?>> end, List<WeakReference<Object>> samples) {
        for (int i = 0; i < many(); i++) {
            CompletableFuture<?> stage = subject.awaitAsync();
            if (i % SAMPLE == 0) {
                samples.add(new WeakReference<>(stage));
            }
            stage.handle((grant, failure) -> null); // somebody looks at the failure, or it would be logged
            end.accept(stage);
        }
    }

    @Test
    void stages_manyWithTimeoutsThatWereServed_areNotKept() {
        assumeDual();
        S subject = available();
        List<WeakReference<Object>> samples = new ArrayList<>();
        for (int i = 0; i < many(); i++) {
            CompletableFuture<?> stage = subject.awaitAsync().orTimeout(1, TimeUnit.DAYS);
            if (i % SAMPLE == 0) {
                samples.add(new WeakReference<>(stage));
            }
            Visit.close(stage.join());
        }
        assertCollected(samples);
    }

    @Test
    void threads_thatTimedOut_areNotKept() {
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        List<WeakReference<Object>> samples = new ArrayList<>();
        AtomicInteger over = new AtomicInteger();
        if (subject.isDual()) {
            subject.awaitAsync()
                    .cancel(true); // the thread that begins a computation is remembered, though not as a waiter
        }
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> timeOut(subject, over));
            samples.add(new WeakReference<>(thread));
            thread.start();
        }
        Eventually.until("all have timed out", () -> over.get() == THREADS);
        assertThat(subject.waiting()).isZero();
        assertCollected(samples);
        Visit.close(blocker);
        assertWhole(subject, "after many had left");
    }

    @Test
    void thread_thatTimesOutManyTimes_leavesTheLineEachTime() {
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        AtomicInteger over = new AtomicInteger();
        onOtherThread(() -> {
            for (int i = 0; i < many(); i++) {
                timeOut(subject, over);
            }
            return null;
        });
        assertThat(over).hasValue(many());
        assertThat(subject.waiting()).isZero();
        Visit.close(blocker);
        assertWhole(subject, "after many had left");
    }

    private static void timeOut(Subject subject, AtomicInteger over) {
        try {
            Visit.close(subject.await(Duration.ofNanos(100)));
        } catch (TimeoutException asExpected) {
            over.incrementAndGet();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void assertCollected(List<WeakReference<Object>> samples) {
        assertThat(samples).isNotEmpty();
        Eventually.until("those who left are collected", () -> {
            System.gc();
            return samples.stream().allMatch(sample -> sample.get() == null);
        });
    }

    /** How many pieces of code run inside of each other on one thread. */
    private static final class Depth {
        private final ThreadLocal<Integer> now = ThreadLocal.withInitial(() -> 0);
        private final AtomicInteger deepest = new AtomicInteger();

        void in(Runnable code) {
            int outside = now.get();
            deepest.accumulateAndGet(outside + 1, Math::max);
            now.set(outside + 1);
            try {
                code.run();
            } finally {
                now.set(outside);
            }
        }

        int deepest() {
            return deepest.get();
        }
    }
}
