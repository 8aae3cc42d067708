package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.hang.Hang;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.ThreadKind;
import dev.bascule.spi.ContextCarrier;
import dev.bascule.testkit.DeterministicLoop;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Where the code runs that waits for a stage, what it sees there, and whom it holds up. */
abstract class ContinuationCases<S extends Subject> extends CancelCases<S> {
    private final ThreadLocal<String> user = new ThreadLocal<>();

    private Offload offload(String name) {
        return Offload.open(config -> config.withName(name).withConcurrency(1).withThreads(ThreadKind.PLATFORM));
    }

    /** Asks on the place's own thread, and notes where it goes on. */
    private static CompletableFuture<Thread> asked(Subject subject, Executor place) {
        CompletableFuture<Thread> wentOn = new CompletableFuture<>();
        CountDownLatch isAsked = new CountDownLatch(1);
        place.execute(() -> {
            subject.awaitAsync().thenAccept(grant -> {
                wentOn.complete(Thread.currentThread());
                Visit.close(grant);
            });
            isAsked.countDown();
        });
        Eventually.until("it is asked for", () -> isAsked.getCount() == 0);
        return wentOn;
    }

    @ForEach
    void continuation_ofLoop_runsOnThatLoop(Face freer) throws Exception {
        assumeDual();
        EventLoop loop = closeLater(EventLoop.open("asker"));
        Thread ofLoop = Bridge.await(loop.submit(Thread::currentThread));
        S subject = create();
        Visit blocker = block(subject, freer);
        CompletableFuture<Thread> wentOn = asked(subject, loop.executor());
        blocker.leave();
        assertThat(Eventually.ended(wentOn).join()).isSameAs(ofLoop);
        Bridge.await(loop.submit(() -> null)); // until the continuation has returned
        assertWhole(subject, freer);
    }

    @ForEach
    void continuation_ofOffload_runsThere(Face freer) {
        assumeDual();
        Offload asker = closeLater(offload("asker"));
        S subject = create();
        Visit blocker = block(subject, freer);
        CompletableFuture<Thread> wentOn = asked(subject, asker.executor());
        blocker.leave();
        assertThat(Eventually.ended(wentOn).join().getName()).startsWith("bascule-asker");
        untilWhole(subject);
    }

    @ForEach
    void continuation_ofThread_runsWhereItIsConfigured(Face freer) {
        assumeDual();
        Offload continuations = closeLater(offload("continuations"));
        S subject = create(config -> config.withContinuations(continuations));
        Visit blocker = block(subject, freer);
        CompletableFuture<Thread> wentOn = asked(subject, Runnable::run);
        blocker.leave();
        assertThat(Eventually.ended(wentOn).join().getName()).startsWith("bascule-continuations");
        untilWhole(subject);
    }

    @ForEach
    void continuation_inline_runsOnTheThreadThatFrees(Face asker) {
        assumeDual();
        S subject = create(Suite::inline);
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<Thread> wentOn = asked(subject, body -> launch(asker, body));
        Visit.close(blocker);
        assertThat(wentOn).isCompletedWithValue(Thread.currentThread());
        assertWhole(subject, "after an inline continuation");
    }

    @ForEach
    void context_ofTheOneWhoAsked_isThereInItsContinuation(Pair pair) throws Exception {
        assumeDual();
        try (Bridge.Installed installed = Bridge.carry(ContextCarrier.threadLocals(user))) {
            assertThat(installed).isNotNull();
            user.set("freer");
            S subject = create();
            Visit blocker = block(subject, pair.first());
            CompletableFuture<String> seen = new CompletableFuture<>();
            launch(pair.second(), () -> {
                user.set("asker");
                subject.awaitAsync().thenAccept(grant -> {
                    seen.complete(user.get());
                    Visit.close(grant);
                });
                user.remove();
            });
            untilInLine(subject, 1);
            blocker.leave();
            assertThat(Eventually.ended(seen).join()).isEqualTo("asker");
        } finally {
            user.remove();
        }
    }

    @ForEach
    void continuation_slow_holdsUpNobodyElse(Pair pair) {
        assumeDual();
        S subject = create();
        Visit blocker = block(subject, pair.first());
        CountDownLatch gate = gate();
        CompletableFuture<String> went = new CompletableFuture<>();
        CompletableFuture<?> stage = stageOf(subject, pair.second());
        stage.thenAccept(grant -> {
            Visit.close(grant);
            went.complete("in");
            awaitGate(gate);
        });
        Visit behind = come(subject, ways(Face.THREAD).get(0));
        untilInLine(subject, 2);
        blocker.leave();
        Eventually.ended(went);
        behind.untilItHasIt().leave();
        assertThat(gate.getCount()).as("the slow one still waits").isEqualTo(1);
        assertWhole(subject, pair);
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    // -- waits on a loop that serves it meanwhile --

    /** The turn comes by a task of the loop, which a nested wait must take for its own; else it is found by suspicion. */
    @ForEach
    void loop_awaitsItsTurn_isServedWithoutSuspicion(Face freer) {
        assumeDual();
        Queue<Hang> hangs = new ConcurrentLinkedQueue<>();
        EventLoop loop = closeLater(EventLoop.open("nested"));
        S subject = create();
        Visit blocker = block(subject, freer);
        CompletableFuture<String> done;
        try (Bridge.Installed listener = Bridge.onHang(hangs::add)) {
            assertThat(listener).isNotNull();
            done = loop.submit(() -> {
                Visit.close(Bridge.await(subject.awaitAsync()));
                return "served";
            });
            untilInLine(subject, 1);
            Eventually.until("the loop waits", () -> Bridge.waits().toString().contains("nested"));
            blocker.leave();
            assertThat(Eventually.ended(done)).isCompletedWithValue("served");
        }
        assertThat(hangs).isEmpty();
        assertWhole(subject, freer);
    }

    // -- when the place of the waiter is gone --

    @Test
    void waiter_ofLoopThatIsClosed_isServedAllTheSame() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        EventLoop loop = EventLoop.open("closed");
        CompletableFuture<Thread> wentOn = asked(subject, loop.executor());
        loop.close();
        Visit.close(blocker);
        assertThat(Eventually.ended(wentOn)).isCompleted();
        untilWhole(subject);
    }

    /** Its turn is queued on the loop, which is closed before it has run that. */
    @ForEach
    void waiter_ofLoopThatIsClosedOnceItWasWoken_isServedAllTheSame(Face behind) {
        assumeDual();
        for (boolean strict : List.of(true, false)) {
            S subject = create(config -> config.withStrictFifo(strict));
            AutoCloseable blocker = blockHere(subject);
            DeterministicLoop steps = closeLater(DeterministicLoop.open("closed"));
            AtomicReference<CompletableFuture<?>> stage = new AtomicReference<>();
            steps.loop().executor().execute(() -> stage.set(subject.awaitAsync()));
            steps.runReady();
            Visit next = come(subject, ways(behind).get(0));
            untilInLine(subject, 2);
            Visit.close(blocker);
            steps.close();
            Visit.close(Eventually.ended(stage.get()).join());
            next.untilItHasIt().leave();
            assertWhole(subject, "strict " + strict);
        }
    }

    /** The same on an offload, whose only worker is stuck in something else. */
    @Test
    void waiter_ofOffloadThatIsClosedOnceItWasWoken_isServedAllTheSame() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        Offload offload = closeLater(offload("closed"));
        CompletableFuture<Thread> wentOn = asked(subject, offload.executor());
        CountDownLatch gate = gate();
        CountDownLatch stuck = new CountDownLatch(1);
        CompletableFuture<Object> failed = offload.call(() -> {
            stuck.countDown();
            gate.await();
            return null;
        });
        Eventually.until("the worker is stuck", () -> stuck.getCount() == 0);
        Visit.close(blocker);
        offload.close(Duration.ZERO);
        assertThat(failed).isCompletedExceptionally();
        assertThat(Eventually.ended(wentOn)).isCompleted();
        untilWhole(subject);
    }

    @Test
    void continuation_ofFullOffload_runsElsewhere() {
        assumeDual();
        CountDownLatch gate = gate();
        Offload full = closeLater(Offload.open(
                config -> config.withName("full").withConcurrency(1).withQueueLimit(0)));
        full.call(() -> {
            gate.await();
            return null;
        });
        S subject = create(config -> config.withContinuations(full));
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<Thread> wentOn = asked(subject, Runnable::run);
        Visit.close(blocker);
        assertThat(Eventually.ended(wentOn)).isCompleted();
        gate.countDown();
        untilWhole(subject);
    }

    static void untilWhole(Subject subject) {
        Eventually.until(subject + " is whole", () -> subject.isWhole() && subject.waiting() == 0);
    }
}
