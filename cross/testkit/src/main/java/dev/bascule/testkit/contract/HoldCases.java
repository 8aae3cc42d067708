package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.testkit.DeterministicLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who has it keeps others out, in which order they get it, and what closing a hold does. */
abstract class HoldCases<S extends Acquirable> extends ContentionCases<S> {
    private static final int ROUNDS = 200;
    private static final int LINE = 6;

    private void assumeExclusive() {
        assumeTrue(create().capacity() == 1, "more than one can have it");
    }

    private void assumeOwnedByNobody() {
        assumeTrue(!create().isOwnedByThread(), "must be given back by the thread that has it");
    }

    // -- who has it --

    @ForEach
    void held_asOftenAsCanBe_keepsTheNextOneOut(Pair pair) {
        for (Way holds : ways(pair.first())) {
            for (Way waits : ways(pair.second())) {
                S subject = available();
                assumeTrue(subject.capacity() < LINE, "is never used up");
                List<Visit> holders = new ArrayList<>();
                for (int i = 0; i < subject.capacity(); i++) {
                    holders.add(come(subject, holds).untilItHasIt());
                }
                assertThat(onOtherThread(subject::tryNow)).as("%s", holds).isNull();
                Visit visit = come(subject, waits);
                untilInLine(subject, 1);
                assertThat(visit.hasIt())
                        .as("%s, while %s have it", visit, holds)
                        .isFalse();
                holders.get(0).leave();
                visit.untilItHasIt().leave();
                holders.stream().skip(1).forEach(Visit::leave);
                assertWhole(subject, visit);
            }
        }
    }

    @ForEach
    void held_notAsOftenAsCanBe_keepsNobodyOut(Pair pair) {
        assumeTrue(create().capacity() > 1, "only one can have it");
        for (Way holds : ways(pair.first())) {
            for (Way comes : ways(pair.second())) {
                S subject = available();
                Visit one = come(subject, holds).untilItHasIt();
                Visit other = come(subject, comes).untilItHasIt();
                assertThat(subject.waiting()).isZero();
                one.leave();
                other.leave();
                assertWhole(subject, comes);
            }
        }
    }

    // -- the order --

    @ForEach
    void line_servedOneByOne_isServedInItsOrder(Pair pair) {
        assumeExclusive();
        for (boolean strict : List.of(false, true)) {
            S subject = create(config -> config.withStrictFifo(strict));
            Visit blocker = block(subject, Face.THREAD);
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            List<Visit> line = new ArrayList<>();
            for (int i = 0; i < LINE; i++) {
                int number = i;
                List<Way> ways = ways(i % 2 == 0 ? pair.first() : pair.second());
                Visit visit = Visit.of(subject, ways.get(i % ways.size())).withAction(() -> order.add(number));
                line.add(start(visit).tellToLeave());
                untilInLine(subject, i + 1);
            }
            blocker.leave();
            line.forEach(Visit::leave);
            assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
            assertWhole(subject, "strict " + strict);
        }
    }

    @ForEach
    void strictFifo_freedWithOneInLine_isOvertakenByNobody(Face face) throws Exception {
        assumeExclusive();
        for (Way way : ways(face)) {
            S subject = create(Suite::strict);
            AutoCloseable blocker = blockHere(subject);
            Visit visit = come(subject, way);
            untilInLine(subject, 1);
            blocker.close();
            AutoCloseable overtaken = subject.tryNow();
            assertThat(overtaken).as("before %s", visit).isNull();
            visit.untilItHasIt().leave();
            assertWhole(subject, visit);
        }
    }

    /** The one in line has not even been told yet. */
    @ForEach
    void strictFifo_freedWhileTheFirstSleeps_isKeptForIt(Face face) throws Exception {
        assumeDual();
        assumeExclusive();
        S subject = create(Suite::strict);
        DeterministicLoop steps = closeLater(DeterministicLoop.open("asleep"));
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<Object> first =
                steps.loop().call(() -> subject.awaitAsync().thenApply(hold -> hold));
        steps.runReady();
        blocker.close();
        assertThat(subject.tryNow()).isNull();
        assertThat(subject.tryWith(() -> {})).isFalse();
        Visit second = come(subject, ways(face).get(0));
        untilInLine(subject, 1);
        assertThat(first).isNotDone();
        Visit.close(steps.runUntilDone(first));
        second.untilItHasIt().leave();
        assertWhole(subject, face);
    }

    /** Without strict order what is free goes to whoever runs already, and the first in line is served after that. */
    @Test
    void barging_whileTheFirstSleeps_isAllowed() throws Exception {
        assumeDual();
        assumeExclusive();
        S subject = create();
        DeterministicLoop steps = closeLater(DeterministicLoop.open("asleep"));
        AutoCloseable blocker = blockHere(subject);
        CompletableFuture<Object> first =
                steps.loop().call(() -> subject.awaitAsync().thenApply(hold -> hold));
        steps.runReady();
        blocker.close();
        AutoCloseable barged = subject.tryNow();
        assertThat(barged).isNotNull();
        steps.runReady();
        assertThat(first).isNotDone();
        barged.close();
        Visit.close(steps.runUntilDone(first));
        assertWhole(subject, "after the first was served");
    }

    /** This thread takes it again at once each time it gives it back, so whoever waits finds it taken. */
    @ForEach
    void waiter_underConstantBarging_getsItsTurnInBoundedTime(Face face) throws Exception {
        assumeDual();
        assumeExclusive();
        for (Way way : ways(face)) {
            S subject = create();
            AutoCloseable hold = subject.block();
            Visit visit = come(subject, way);
            untilInLine(subject, 1);
            long deadline = System.nanoTime() + Eventually.LONG.toNanos();
            while (hold != null && System.nanoTime() - deadline < 0) {
                hold.close();
                hold = subject.tryNow();
            }
            assertThat(hold).as("taken again before %s for a minute", visit).isNull();
            visit.untilItHasIt().leave();
            assertWhole(subject, visit);
        }
    }

    // -- holds --

    @ForEach
    void hold_closedTwice_givesBackOnce(Face face) throws Exception {
        assumeDual();
        S subject = create();
        List<AutoCloseable> others = new ArrayList<>();
        AutoCloseable first = subject.tryNow();
        assertThat(first).isNotNull();
        first.close();
        for (int i = 0; i < Math.min(subject.capacity(), LINE); i++) {
            others.add(subject.tryNow());
        }
        first.close();
        assertThat(others).doesNotContainNull();
        if (subject.capacity() <= LINE) {
            assertThat(subject.tryNow()).as("closed twice").isNull();
            Visit visit = come(subject, ways(face).get(0));
            untilInLine(subject, 1);
            first.close();
            assertThat(visit.hasIt()).isFalse();
            others.remove(0).close();
            visit.untilItHasIt();
            first.close();
            assertThat(subject.tryNow()).isNull();
            visit.leave();
        }
        others.forEach(Visit::close);
        first.close();
        assertWhole(subject, "after all closed");
    }

    @ForEach
    void hold_closedTwiceWhileOthersWait_letsOnlyOneOfThemGoOn(Pair pair) throws Exception {
        assumeDual();
        assumeExclusive();
        S subject = create(Suite::strict);
        AutoCloseable hold = subject.block();
        Visit first = come(subject, ways(pair.first()).get(0));
        untilInLine(subject, 1);
        Visit second = come(subject, ways(pair.second()).get(0));
        untilInLine(subject, 2);
        hold.close();
        hold.close();
        first.untilItHasIt();
        assertThat(subject.waiting()).isEqualTo(1);
        assertThat(second.hasIt()).isFalse();
        first.leave();
        second.untilItHasIt().leave();
        assertWhole(subject, pair);
    }

    @Test
    void hold_closedByTwoAtOnce_givesBackOnce() throws Exception {
        assumeDual();
        S subject = create();
        for (int round = 0; round < ROUNDS; round++) {
            AutoCloseable hold = subject.block();
            atTheSameTime(() -> Visit.close(hold), () -> Visit.close(hold));
            assertWhole(subject, round);
        }
    }

    /** Taken by one caller, given back by another. */
    @ForEach
    void hold_closedElsewhere_isGivenBack(Pair pair) {
        assumeOwnedByNobody();
        S subject = available();
        CompletableFuture<AutoCloseable> taken = new CompletableFuture<>();
        CompletableFuture<Object> closed = new CompletableFuture<>();
        launch(pair.first(), () -> taken.complete(subject.tryNow()));
        AutoCloseable hold = Eventually.ended(taken).join();
        assertThat(hold).isNotNull();
        launch(pair.second(), () -> {
            Visit.close(hold);
            closed.complete("closed");
        });
        Eventually.ended(closed);
        assertWhole(subject, pair);
    }
}
