package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Bridge;
import dev.bascule.spi.ContextCarrier;
import dev.bascule.testkit.DeterministicLoop;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * What holds for everything that threads and loops take and give back: locks and permits. All that {@link WaitContract} has;
 * how many have it, in which order, and what closing does; and here the scopes: a body that runs while it is had.
 *
 * {@snippet :
 * class TicketLockTest extends AcquireContract<Acquirable> {
 *     @Override
 *     protected Acquirable create(UnaryOperator<SyncConfig> configure) {
 *         return new TicketLockSubject(new TicketLock());
 *     }
 * }
 * }
 */
public abstract class AcquireContract<S extends Acquirable> extends ScopeCases<S> {
    private static final int RACES = 200;

    /** For subclasses. */
    protected AcquireContract() {}

    // -- bodies of stages --

    private static CompletionStage<String> never() {
        throw new AssertionError("this body must not run");
    }

    @ForEach
    void asyncBody_anyEnd_givesBackBeforeItsResultIsSeen(BodyEnd end) {
        assumeDual();
        for (boolean blockedAtFirst : List.of(true, false)) {
            S subject = available();
            AutoCloseable blocker = blockedAtFirst ? blockHere(subject) : () -> {};
            AtomicReference<Boolean> whole = new AtomicReference<>();
            CompletableFuture<String> result = subject.withAsync(end);
            CompletableFuture<String> seen = result.whenComplete((value, failure) -> whole.set(subject.isWhole()));
            Visit.close(blocker);
            Eventually.until("the result is seen", seen::isDone);
            assertThat(whole).as("%s", end).hasValue(true);
            end.assertEnd(result);
            assertWhole(subject, end);
        }
    }

    // -- giving up a scope --

    @ForEach
    void asyncScope_cancelledBeforeTheGrant_leavesTheLine(Pair pair) {
        assumeDual();
        S subject = create();
        Visit blocker = block(subject, pair.first());
        CompletableFuture<String> result = subject.withAsync(AcquireContract::never);
        Visit behind = come(subject, ways(pair.second()).get(0));
        untilInLine(subject, 2);
        assertThat(result.cancel(true)).isTrue();
        assertThat(subject.waiting()).isEqualTo(1);
        blocker.leave();
        behind.untilItHasIt().leave();
        assertWhole(subject, pair);
    }

    @Test
    void asyncScope_timedOutBeforeTheGrant_leavesTheLine() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        var failing = subject.withAsync(AcquireContract::never).orTimeout(1, TimeUnit.NANOSECONDS);
        var completing = subject.withAsync(AcquireContract::never).completeOnTimeout("late", 1, TimeUnit.NANOSECONDS);
        assertThatThrownBy(() -> Eventually.ended(failing).join()).hasRootCauseInstanceOf(TimeoutException.class);
        assertThat(Eventually.ended(completing).join()).isEqualTo("late");
        untilInLine(subject, 0);
        Visit.close(blocker);
        assertWhole(subject, "after timeouts");
    }

    /** Granted, but the loop that asked has not been told: the body must not run, and what was granted goes back. */
    @Test
    void asyncScope_cancelledBetweenGrantAndNews_givesBackWithoutRunningTheBody() {
        assumeDual();
        for (boolean strict : List.of(true, false)) {
            S subject = create(config -> config.withStrictFifo(strict));
            DeterministicLoop steps = closeLater(DeterministicLoop.open("steps"));
            AutoCloseable blocker = blockHere(subject);
            CompletableFuture<String> result = steps.runUntilDone(
                            steps.loop().submit(() -> List.of(subject.withAsync(AcquireContract::never))))
                    .get(0);
            Visit.close(blocker);
            assertThat(result.cancel(true)).isTrue();
            steps.runReady();
            assertThat(result).isCancelled();
            assertWhole(subject, "strict " + strict);
        }
    }

    /** The last thing before the body is the context that it shall run in; there it is held up here. */
    @Test
    void asyncScope_cancelledOnTheDoorstepOfItsBody_givesBackWithoutRunningIt() {
        assumeDual();
        Doorstep doorstep = new Doorstep(gate());
        AtomicBoolean ran = new AtomicBoolean();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<String> result;
        try (Bridge.Installed installed = Bridge.carry(() -> doorstep)) {
            assertThat(installed).isNotNull();
            result = subject.withAsync(() -> {
                ran.set(true);
                return CompletableFuture.completedFuture("ran");
            });
        }
        Visit.close(blocker);
        Eventually.until("it stands there", () -> doorstep.reached.getCount() == 0);
        assertThat(result.cancel(true)).isTrue();
        doorstep.gate.countDown();
        Eventually.until("it has gone", () -> doorstep.left.getCount() == 0);
        assertThat(ran).isFalse();
        untilWhole(subject);
    }

    /** Holds up the first that comes. */
    private static final class Doorstep implements ContextCarrier.Snapshot {
        private final CountDownLatch gate;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch left = new CountDownLatch(1);
        private final AtomicBoolean first = new AtomicBoolean(true);

        Doorstep(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public <T> T call(Callable<T> work) throws Exception {
            if (!first.getAndSet(false)) {
                return work.call();
            }
            reached.countDown();
            gate.await();
            try {
                return work.call();
            } finally {
                left.countDown();
            }
        }
    }

    @ForEach
    void asyncScope_cancelledAfterTheGrant_isHeldUntilItsBodyEnds(Face face) {
        assumeDual();
        S subject = available();
        CompletableFuture<String> body = new CompletableFuture<>();
        AtomicReference<CompletableFuture<String>> result = new AtomicReference<>();
        launch(face, () -> result.set(subject.withAsync(() -> body)));
        Eventually.until("the body runs", () -> result.get() != null);
        assertThat(result.get().cancel(true)).isTrue();
        assertThat(subject.isWhole()).isFalse();
        assertThat(body).isNotDone();
        body.complete("done");
        assertWhole(subject, face);
    }

    @ForEach
    void asyncScope_cancelledWhenFreed_runsItsBodyOrNotButLosesNothing(Pair pair) throws Exception {
        assumeDual();
        for (int round = 0; round < RACES; round++) {
            boolean strict = (round & 1) == 0;
            S subject = create(config -> config.withStrictFifo(strict));
            Visit blocker = block(subject, pair.first());
            AtomicReference<CompletableFuture<String>> result = new AtomicReference<>();
            CompletableFuture<String> begun = new CompletableFuture<>();
            CompletableFuture<String> end = new CompletableFuture<>();
            launch(
                    pair.second(),
                    () -> result.set(subject.withAsync(() -> {
                        begun.complete("begun");
                        return end;
                    })));
            untilInLine(subject, 1);
            Eventually.until("it is asked for", () -> result.get() != null);
            AtomicBoolean cancelled = new AtomicBoolean();
            atTheSameTime(blocker::tellToLeave, () -> cancelled.set(result.get().cancel(true)));
            blocker.leave();
            Eventually.until(
                    "it was given back or its body runs", () -> begun.isDone() || subject.isWhole() && cancelled.get());
            assertThat(cancelled).as("while the body has not ended").isTrue();
            if (begun.isDone()) {
                assertThat(subject.isWhole()).as("while the body runs").isFalse();
            }
            end.complete("end");
            untilWhole(subject);
        }
    }

    @Test
    void asyncScopes_manyCancelled_areNotKept() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<String> stays = subject.withAsync(() -> CompletableFuture.completedFuture("served"));
        List<WeakReference<Object>> samples = new ArrayList<>();
        for (int i = 0; i < many(); i++) {
            CompletableFuture<String> result = subject.withAsync(AcquireContract::never);
            if (i % 100 == 0) {
                samples.add(new WeakReference<>(result));
            }
            result.cancel(true);
        }
        assertThat(subject.waiting()).isEqualTo(1);
        assertCollected(samples);
        Visit.close(blocker);
        assertThat(Eventually.ended(stays)).isCompletedWithValue("served");
        assertWhole(subject, "after many were cancelled");
    }

    // -- long chains of scopes --

    @Test
    void asyncScopes_chainedOnOnePendingStage_needNoDeepStack() {
        assumeDual();
        S subject = available();
        CompletableFuture<Object> start = Bridge.promise("start");
        CompletableFuture<?> tail = start;
        for (int i = 0; i < many(); i++) {
            tail = tail.thenCompose(nothing -> subject.withAsync(() -> CompletableFuture.completedFuture("done")));
        }
        start.complete("go");
        assertThat(Eventually.ended(tail).join()).isEqualTo("done");
        assertWhole(subject, "after the chain");
    }

    @Test
    void asyncScopes_inARecursionOfTurnsGrantedAtOnce_needNoDeepStack() {
        assumeDual();
        S subject = available();
        assertThat(Eventually.ended(again(subject, many())).join()).isEqualTo("done");
        assertWhole(subject, "after the recursion");
    }

    private static CompletableFuture<String> again(Acquirable subject, int times) {
        CompletableFuture<String> turn = subject.withAsync(() -> CompletableFuture.completedFuture("done"));
        return times == 0 ? turn : turn.thenCompose(nothing -> again(subject, times - 1));
    }
}
