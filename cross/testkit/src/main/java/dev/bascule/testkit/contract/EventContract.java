package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.testkit.DeterministicLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What holds for a gate that can be shut again. */
public abstract class EventContract<S extends Event> extends GateContract<S> {
    private static final int ROUNDS = 2_000;

    /** For subclasses. */
    protected EventContract() {}

    @Test
    void event_fresh_isClearUntilItIsSet() {
        S event = create();
        assertThat(event.isSet()).isFalse();
        event.clear();
        assertThat(event.isSet()).isFalse();
        event.open();
        assertThat(event.isSet()).isTrue();
        event.clear();
        assertThat(event.isSet()).isFalse();
    }

    @ForEach
    void cleared_again_keepsNewcomersOut(Face face) {
        for (Way way : ways(face)) {
            S event = create();
            event.open();
            come(event, way).untilItHasIt().leave();
            event.clear();
            Visit visit = come(event, way);
            untilInLine(event, 1);
            assertThat(event.tryNow()).isNull();
            assertThat(visit.hasIt()).isFalse();
            event.open();
            visit.untilItHasIt().leave();
            assertWhole(event, visit);
        }
    }

    /** Those who waited when it was set go on, whoever shuts it before they have looked. */
    @Test
    void setThenClearedAtOnce_letsAllGoOnWhoWaited() {
        for (int round = 0; round < 20; round++) {
            S event = create();
            List<Visit> line = lineOfAll(event);
            event.open();
            event.clear();
            assertThat(event.isSet()).isFalse();
            line.forEach(visit -> visit.untilItHasIt().leave());
            assertThat(event.waiting()).isZero();
        }
    }

    /** The loop is told long after the event has been cleared, and others wait for the next time. */
    @ForEach
    void setThenClearedAtOnce_isSetForThoseWhoSleptMeanwhile(Face face) {
        assumeDual();
        S event = create();
        DeterministicLoop steps = closeLater(DeterministicLoop.open("asleep"));
        CompletableFuture<Object> slept =
                steps.loop().call(() -> event.awaitAsync().thenApply(nothing -> "went on"));
        steps.runReady();
        event.open();
        event.clear();
        Visit newcomer = come(event, ways(face).get(0));
        untilInLine(event, 1);
        assertThat(slept).isNotDone();
        assertThat(steps.runUntilDone(slept)).isEqualTo("went on");
        assertThat(newcomer.hasIt()).isFalse();
        event.open();
        newcomer.untilItHasIt().leave();
    }

    @Test
    void setAndClearedByMany_losesNoWaiter() throws Exception {
        S event = create();
        AtomicInteger served = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Face.THREAD.launch(() -> {
            while (!over.get()) {
                event.clear();
                event.open();
            }
        });
        try {
            for (int i = 0; i < ROUNDS; i++) {
                Visit.close(event.await());
                if (event.isDual()) {
                    Eventually.ended(event.awaitAsync()).thenRun(served::incrementAndGet);
                }
            }
        } finally {
            over.set(true);
        }
        Eventually.until("all were served", () -> served.get() == (event.isDual() ? ROUNDS : 0));
        assertThat(event.waiting()).isZero();
    }
}
