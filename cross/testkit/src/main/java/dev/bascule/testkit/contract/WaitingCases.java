package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who comes while it is blocked waits until it is freed, in each way and for each pair of callers. */
abstract class WaitingCases<S extends Subject> extends Suite<S> {
    private static final int CROWD = 3;

    @ForEach
    void await_blocked_waitsUntilItIsFreed(Pair pair) {
        for (Way way : ways(pair.second())) {
            S subject = create();
            Visit blocker = block(subject, pair.first());
            Visit visit = come(subject, way);
            untilInLine(subject, 1);
            assertThat(visit.hasIt()).as("%s, while it is blocked", visit).isFalse();
            blocker.leave();
            visit.untilItHasIt().leave();
            assertWhole(subject, visit);
        }
    }

    @ForEach
    void await_available_isServed(Face face) {
        for (Way way : ways(face)) {
            S subject = available();
            Visit visit = come(subject, way).untilItHasIt();
            assertThat(subject.waiting()).as("%s", visit).isZero();
            visit.leave();
            assertWhole(subject, visit);
        }
    }

    @Test
    void awaitAsync_available_isCompleteAtOnce() {
        assumeDual();
        S subject = available();
        var stage = subject.awaitAsync();
        assertThat(stage).isCompleted();
        Visit.close(stage.join());
        assertWhole(subject, "granted at once");
    }

    @ForEach
    void crowd_ofAllFaces_isServedWholly(Face freer) {
        S subject = create();
        List<Visit> crowd = new ArrayList<>();
        Visit blocker = block(subject, freer);
        for (Face face : Face.available()) {
            for (Way way : Way.all(face, subject)) {
                for (int i = 0; i < CROWD; i++) {
                    crowd.add(come(subject, way));
                }
            }
        }
        untilInLine(subject, crowd.size());
        crowd.forEach(Visit::tellToLeave);
        blocker.leave();
        crowd.forEach(Visit::leave);
        assertThat(crowd).allMatch(Visit::hasIt);
        assertWhole(subject, "after all were served");
    }

    // -- looking only --

    @Test
    void tryNow_blocked_isNullAndLeavesNoTrace() {
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        assertThat(onOtherThread(subject::tryNow)).isNull();
        assertThat(subject.waiting()).isZero();
        Visit.close(blocker);
        assertWhole(subject, "freed");
    }

    @Test
    void tryNow_available_isServed() {
        S subject = available();
        AutoCloseable grant = subject.tryNow();
        assertThat(grant).isNotNull();
        Visit.close(grant);
        assertWhole(subject, "given back");
    }

    @ForEach
    void await_noTime_onlyLooks(Face face) {
        for (Way way : ways(face)) {
            for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
                if (way.form() == Way.Form.LIMITED) {
                    S subject = create();
                    Visit blocker = block(subject, Face.THREAD);
                    Visit late = start(Visit.of(subject, way).withLimit(none));
                    assertThat(late.failure()).as("%s", late).isInstanceOf(TimeoutException.class);
                    assertThat(subject.waiting()).isZero();
                    blocker.leave();
                    Visit early = start(Visit.of(subject, way).withLimit(none));
                    early.untilItHasIt().leave();
                    assertWhole(subject, early);
                }
            }
        }
    }

    @Test
    void await_endlessLimit_isServed() throws Exception {
        S subject = available();
        Visit.close(subject.await(Duration.ofSeconds(Long.MAX_VALUE)));
        assertWhole(subject, "given back");
    }

    @ForEach
    void await_blockedForTooLong_failsNotBeforeItsTimeAndLeavesTheLine(Face face) {
        Duration limit = Duration.ofMillis(20);
        for (Way way : ways(face)) {
            if (way.form() == Way.Form.LIMITED) {
                S subject = create();
                Visit blocker = block(subject, Face.THREAD);
                long start = System.nanoTime();
                Visit visit = start(Visit.of(subject, way).withLimit(limit));
                assertThat(visit.failure()).as("%s", visit).isInstanceOf(TimeoutException.class);
                assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(limit.toNanos());
                assertThat(subject.waiting()).as("%s, still blocked", visit).isZero();
                blocker.leave();
                assertWhole(subject, visit);
            }
        }
    }

    /** The limit runs out about when the subject is freed; both outcomes are right, neither may lose anything. */
    @ForEach
    void await_freedWhenTheTimeIsOver_losesNothing(Face face) {
        for (Way way : ways(face)) {
            for (int round = 0; way.form() == Way.Form.LIMITED && round < 100; round++) {
                S subject = create();
                Visit blocker = block(subject, Face.THREAD);
                Visit visit = start(Visit.of(subject, way).withLimit(Duration.ofNanos(round * 5_000L)));
                visit.tellToLeave();
                blocker.leave();
                visit.untilDecided();
                if (visit.hasIt()) {
                    visit.leave();
                } else {
                    assertThat(visit.failure()).isInstanceOf(TimeoutException.class);
                }
                assertWhole(subject, visit);
            }
        }
    }

    @Test
    void await_timeIsOver_saysWhatWasWaitedForAndHowLong() {
        assumeDual();
        S subject = create(config -> config.withName("the-name"));
        blockHere(subject);
        assertThatThrownBy(() -> subject.await(Duration.ofMillis(1)))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("'the-name'")
                .hasMessageContaining("PT0.001S");
    }

    /** A subject may belong to the thread that has it, which then would be let in again. */
    static <T> T onOtherThread(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Face.THREAD.launch(task);
        Eventually.until("the other thread has done it", task::isDone);
        try {
            return task.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
