package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import dev.bascule.testkit.DeterministicLoop;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The stage of a wait can be given up in many ways, and none of them loses what was waited for. */
abstract class CancelCases<S extends Subject> extends InterruptCases<S> {
    private static final int RACES = 200;

    /** How a stage is given up. */
    enum End {
        CANCEL {
            @Override
            void end(CompletableFuture<?> stage) {
                stage.cancel(true);
            }

            @Override
            void assertEnded(CompletableFuture<?> stage) {
                assertThat(stage).isCancelled();
                assertThat(stage.cancel(true)).as("it is cancelled").isTrue();
            }
        },
        COMPLETE_EXCEPTIONALLY {
            @Override
            void end(CompletableFuture<?> stage) {
                stage.completeExceptionally(new IllegalStateException("given up"));
            }

            @Override
            void assertEnded(CompletableFuture<?> stage) {
                assertThatThrownBy(stage::join).hasRootCauseInstanceOf(IllegalStateException.class);
                assertThat(stage.cancel(true)).as("too late").isFalse();
            }
        },
        OR_TIMEOUT {
            @Override
            void end(CompletableFuture<?> stage) {
                stage.orTimeout(1, TimeUnit.NANOSECONDS);
            }

            @Override
            void assertEnded(CompletableFuture<?> stage) {
                assertThatThrownBy(stage::join).hasRootCauseInstanceOf(TimeoutException.class);
            }
        },
        COMPLETE_ON_TIMEOUT {
            @Override
            void end(CompletableFuture<?> stage) {
                stage.completeOnTimeout(null, 1, TimeUnit.NANOSECONDS);
            }

            @Override
            void assertEnded(CompletableFuture<?> stage) {
                assertThat(stage.join()).isNull();
            }
        };

        abstract void end(CompletableFuture<?> stage);

        abstract void assertEnded(CompletableFuture<?> stage);
    }

    /** A stage that a caller of this face asked for. */
    final CompletableFuture<?> stageOf(S subject, Face face) {
        AtomicReference<CompletableFuture<?>> stage = new AtomicReference<>();
        launch(face, () -> stage.set(subject.awaitAsync()));
        Eventually.until("the stage is there", () -> stage.get() != null);
        return stage.get();
    }

    // -- while it waits --

    @ForEach
    void stage_endedWhileWaiting_leavesTheLineAtOnce(Pair pair) {
        assumeDual();
        for (End end : End.values()) {
            S subject = create();
            Visit blocker = block(subject, pair.first());
            CompletableFuture<?> stage = stageOf(subject, pair.second());
            assertThat(subject.waiting()).isEqualTo(1);
            end.end(stage);
            Eventually.ended(stage);
            end.assertEnded(stage);
            assertThat(subject.waiting()).as("after %s, still blocked", end).isZero();
            blocker.leave();
            assertWhole(subject, end);
        }
    }

    @ForEach
    void stage_endedWhileWaiting_letsThoseBehindItGoOn(Pair pair) {
        assumeDual();
        for (End end : End.values()) {
            S subject = create(Suite::strict);
            Visit blocker = block(subject, Face.THREAD);
            CompletableFuture<?> stage = stageOf(subject, pair.first());
            Visit behind = come(subject, ways(pair.second()).get(0));
            untilInLine(subject, 2);
            end.end(stage);
            Eventually.ended(stage);
            end.assertEnded(stage);
            assertThat(subject.waiting()).isEqualTo(1);
            blocker.leave();
            behind.untilItHasIt().leave();
            assertWhole(subject, end);
        }
    }

    @Test
    void stage_completedByOthers_isRefusedAndWaitsOn() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        @SuppressWarnings("unchecked") // to forge a grant is what is tried here
        CompletableFuture<Object> stage = (CompletableFuture<Object>) subject.awaitAsync();
        List<Runnable> forgeries = List.of(
                () -> stage.complete(null),
                () -> stage.completeAsync(() -> null),
                () -> stage.completeAsync(() -> null, Runnable::run),
                () -> stage.obtrudeValue(null),
                () -> stage.obtrudeException(new IllegalStateException("forged")));
        for (Runnable forgery : forgeries) {
            assertThatThrownBy(forgery::run)
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refusal -> assertThat(refusal.rule()).isEqualTo(RuleId.BSC006));
        }
        assertThat(stage).isNotDone();
        assertThat(subject.waiting()).isEqualTo(1);
        Visit.close(blocker);
        Visit.close(Eventually.ended(stage).join());
        assertWhole(subject, "after forgeries");
    }

    @Test
    void dependent_cancelled_doesNotReachTheWait() {
        assumeDual();
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<?> stage = subject.awaitAsync();
        assertThat(stage.thenRun(() -> {}).cancel(true)).isTrue();
        assertThat(stage.copy().cancel(true)).isTrue();
        assertThat(stage.minimalCompletionStage().toCompletableFuture().cancel(true))
                .isTrue();
        assertThat(stage).isNotDone();
        assertThat(subject.waiting()).isEqualTo(1);
        Visit.close(blocker);
        Visit.close(Eventually.ended(stage).join());
        assertWhole(subject, "after its dependents were cancelled");
    }

    // -- after the grant --

    @ForEach
    void stage_endedAfterTheGrant_keepsIt(Face freer) {
        assumeDual();
        for (End end : End.values()) {
            S subject = create();
            Visit blocker = block(subject, freer);
            CompletableFuture<?> stage = subject.awaitAsync();
            blocker.leave();
            Eventually.ended(stage);
            Object grant = stage.join();
            end.end(stage);
            assertThat(stage.cancel(true)).isFalse();
            assertThat(stage.completeExceptionally(new IllegalStateException("late")))
                    .isFalse();
            assertThat(stage.join()).as("after %s", end).isSameAs(grant);
            Visit.close(grant);
            assertWhole(subject, end);
        }
    }

    /** In strict order it is granted when it is freed, though the loop that asked for it has not been told yet. */
    @ForEach
    void stage_endedBetweenGrantAndNews_keepsIt(End end) {
        assumeDual();
        S subject = create(Suite::strict);
        DeterministicLoop steps = closeLater(DeterministicLoop.open("steps"));
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<?> stage = steps.runUntilDone(steps.loop().submit(() -> List.of(subject.awaitAsync())))
                .get(0);
        Visit.close(blocker);
        assertThat(subject.waiting()).isZero();
        assertThat(stage).isNotDone();
        end.end(stage);
        assertThat(stage.cancel(true)).isFalse();
        assertThat(stage).isNotDone();
        steps.runReady();
        assertThat(stage).isCompleted();
        Visit.close(stage.join());
        assertWhole(subject, end);
    }

    /** The one who was woken gives up before it looks: the one behind it must be woken instead. */
    @ForEach
    void stage_endedOnItsWayToLook_wakesTheNext(Pair pair) {
        assumeDual();
        for (End end : End.values()) {
            S subject = create();
            DeterministicLoop steps = closeLater(DeterministicLoop.open("steps"));
            Visit blocker = block(subject, pair.first());
            CompletableFuture<?> stage = steps.runUntilDone(steps.loop().submit(() -> List.of(subject.awaitAsync())))
                    .get(0);
            Visit behind = come(subject, ways(pair.second()).get(0));
            untilInLine(subject, 2);
            blocker.leave();
            end.end(stage);
            Eventually.until("it is decided", () -> stage.isDone() || subject.waiting() == 0);
            steps.runReady();
            Eventually.ended(stage);
            if (!stage.isCompletedExceptionally()) {
                Visit.close(stage.join());
            }
            behind.untilItHasIt().leave();
            steps.runReady();
            assertWhole(subject, end);
        }
    }

    @ForEach
    void stage_cancelledWhenFreed_isServedOrCancelledButLosesNothing(Pair pair) throws Exception {
        assumeDual();
        for (int round = 0; round < RACES; round++) {
            boolean strict = (round & 1) == 0;
            S subject = create(config -> config.withStrictFifo(strict));
            Visit blocker = block(subject, pair.first());
            CompletableFuture<?> stage = stageOf(subject, pair.second());
            CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
            atTheSameTime(blocker::tellToLeave, () -> cancelled.complete(stage.cancel(true)));
            blocker.leave();
            Eventually.ended(stage);
            assertThat(stage.isCancelled()).isEqualTo(cancelled.join());
            if (cancelled.join()) {
                assertThatThrownBy(stage::join).isInstanceOf(CancellationException.class);
            } else {
                Visit.close(stage.join());
            }
            assertWhole(subject, "round " + round);
        }
    }
}
