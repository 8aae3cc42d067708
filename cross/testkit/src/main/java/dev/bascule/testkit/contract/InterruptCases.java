package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An interrupt ends a wait at once, or is kept where the wait must go on or has been granted already. */
abstract class InterruptCases<S extends Subject> extends WaitingCases<S> {
    private static final int RACES = 100;
    private static final int MEETING_SPINS = 20_000;

    @ForEach
    void await_interruptedBefore_isRefusedEvenIfAvailable(Face face) {
        for (Way way : ways(face)) {
            if (way.isInterruptible()) {
                S subject = available();
                Visit visit = start(Visit.of(subject, way).withFlag());
                assertThat(visit.failure()).as("%s", visit).isInstanceOf(InterruptedException.class);
                assertThat(visit.wasFlaggedAtEnd())
                        .as("%s: the exception took the flag", visit)
                        .isFalse();
                assertWhole(subject, visit);
            }
        }
    }

    @ForEach
    void awaitUninterruptibly_interruptedBefore_isServedWithTheFlagSet(Face face) {
        for (Way way : ways(face)) {
            if (way.form() == Way.Form.UNINTERRUPTIBLE) {
                S free = available();
                assertServedWithFlag(free, start(Visit.of(free, way).withFlag()));
                S blocked = create();
                Visit blocker = block(blocked, Face.THREAD);
                Visit visit = start(Visit.of(blocked, way).withFlag());
                untilInLine(blocked, 1);
                blocker.leave();
                assertServedWithFlag(blocked, visit);
            }
        }
    }

    private static void assertServedWithoutFlag(Subject subject, Visit visit) {
        visit.untilItHasIt().leave();
        assertThat(visit.wasFlaggedAtEnd()).as("%s was not meant", visit).isFalse();
        assertWhole(subject, visit);
    }

    private static void assertServedWithFlag(Subject subject, Visit visit) {
        visit.untilItHasIt().leave();
        assertThat(visit.wasFlaggedAtEnd()).as("%s keeps the flag", visit).isTrue();
        assertWhole(subject, visit);
    }

    @ForEach
    void await_interruptedWhileWaiting_leavesTheLineAtOnce(Face face) {
        for (Way way : ways(face)) {
            if (way.isInterruptible()) {
                S subject = create();
                Visit blocker = block(subject, Face.THREAD);
                Visit visit = come(subject, way);
                untilInLine(subject, 1);
                visit.giveUp();
                assertThat(visit.failure()).as("%s", visit).isInstanceOf(InterruptedException.class);
                assertThat(visit.wasFlaggedAtEnd())
                        .as("%s: the exception took the flag", visit)
                        .isFalse();
                assertThat(subject.waiting()).as("%s, still blocked", visit).isZero();
                blocker.leave();
                assertWhole(subject, visit);
            }
        }
    }

    @ForEach
    void awaitUninterruptibly_interruptedWhileWaiting_staysInLine(Face face) {
        for (Way way : ways(face)) {
            if (way.form() == Way.Form.UNINTERRUPTIBLE) {
                S subject = create();
                Visit blocker = block(subject, Face.THREAD);
                Visit visit = come(subject, way);
                untilInLine(subject, 1);
                visit.giveUp();
                visit.giveUp();
                Visit behind = come(subject, way);
                untilInLine(subject, 2);
                assertThat(visit.hasIt()).isFalse();
                behind.tellToLeave();
                blocker.leave();
                visit.untilItHasIt().leave();
                assertThat(visit.wasFlaggedAtEnd())
                        .as("%s keeps the flag", visit)
                        .isTrue();
                assertServedWithoutFlag(subject, behind);
            }
        }
    }

    /** In strict order what is freed is granted to the first in line there and then, so the interrupt comes too late. */
    @ForEach
    void await_grantedThenInterrupted_returnsWithTheFlagSet(Face face) {
        assumeDual();
        for (Way way : ways(face)) {
            for (int round = 0; !way.isAsync() && round < 20; round++) {
                S subject = create(Suite::strict);
                AutoCloseable blocker = blockHere(subject);
                Visit visit = come(subject, way);
                untilInLine(subject, 1);
                Visit.close(blocker);
                visit.giveUp();
                visit.untilItHasIt();
                assertServedWithFlag(subject, visit);
            }
        }
    }

    /** Both outcomes are right: served with the flag set, or refused without. Neither may lose anything. */
    @ForEach
    void await_interruptedWhenFreed_isServedWithTheFlagOrRefusedWithout(Face face) throws Exception {
        assumeTrue(face != Face.LOOP, "a loop is not interrupted");
        for (Way way : ways(face)) {
            for (int round = 0; way.isInterruptible() && round < RACES; round++) {
                boolean strict = (round & 1) == 0;
                S subject = create(config -> config.withStrictFifo(strict));
                Visit blocker = block(subject, Face.THREAD);
                Visit visit = come(subject, way);
                untilInLine(subject, 1);
                atTheSameTime(blocker::tellToLeave, visit::giveUp);
                visit.untilDecided();
                blocker.leave();
                if (visit.hasIt()) {
                    visit.leave();
                    assertThat(visit.wasFlaggedAtEnd())
                            .as("%s was served", visit)
                            .isTrue();
                } else {
                    assertThat(visit.failure()).isInstanceOf(InterruptedException.class);
                    assertThat(visit.wasFlaggedAtEnd())
                            .as("%s was refused", visit)
                            .isFalse();
                }
                assertWhole(subject, visit);
            }
        }
    }

    /** Runs both, as nearly at the same instant as can be; returns when both are done. */
    static void atTheSameTime(Runnable one, Runnable other) throws Exception {
        AtomicInteger missing = new AtomicInteger(2);
        FutureTask<Void> helper = new FutureTask<>(() -> meet(missing, one), null);
        Face.THREAD.launch(helper);
        meet(missing, other);
        helper.get(Eventually.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static void meet(AtomicInteger missing, Runnable action) {
        missing.decrementAndGet();
        for (int spins = 0; missing.get() > 0; spins++) {
            if (spins < MEETING_SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        action.run();
    }
}
