package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.sync.SyncConfig;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds for a gate that opens for good after so many countdowns. */
public abstract class LatchContract extends GateContract<Latch> {
    private static final int COUNT = 3;
    private static final int MANY = 10_000;

    /** For subclasses. */
    protected LatchContract() {}

    /** A fresh latch of so many countdowns, as configured. */
    protected abstract Latch create(int count, UnaryOperator<SyncConfig> configure);

    @Override
    protected final Latch create(UnaryOperator<SyncConfig> configure) {
        return create(1, configure);
    }

    @Test
    void countDown_theLastOne_opens() {
        Latch latch = create(COUNT, config -> config);
        List<Visit> line = lineOfAll(latch);
        for (int left = COUNT - 1; left > 0; left--) {
            latch.countDown();
            assertThat(latch.count()).isEqualTo(left);
            assertThat(latch.tryNow()).isNull();
            assertThat(latch.waiting()).isEqualTo(line.size());
        }
        latch.countDown();
        assertThat(latch.waiting()).isZero();
        line.forEach(visit -> visit.untilItHasIt().leave());
        assertWhole(latch, "counted down");
    }

    @ForEach
    void countDown_beyondTheLastOne_changesNothing(Face face) {
        Latch latch = create(1, config -> config);
        for (int i = 0; i < COUNT; i++) {
            latch.countDown();
            assertThat(latch.count()).isZero();
        }
        ways(face).forEach(way -> come(latch, way).untilItHasIt().leave());
        assertWhole(latch, "counted down too often");
    }

    @ForEach
    void latch_ofNone_isOpenFromTheStart(Face face) {
        Latch latch = create(0, config -> config);
        assertThat(latch.count()).isZero();
        ways(face).forEach(way -> come(latch, way).untilItHasIt().leave());
        latch.countDown();
        assertWhole(latch, "of none");
    }

    @Test
    void latch_ofFewerThanNone_isRefused() {
        assertThatThrownBy(() -> create(-1, config -> config)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countDown_byManyThreads_countsEachOnce() {
        Latch latch = create(2 * MANY, config -> config);
        Visit visit = come(latch, new Way(Face.THREAD, Way.Form.PLAIN, false));
        List<CompletableFuture<Object>> ends = List.of(countDown(latch), countDown(latch));
        ends.forEach(end -> Eventually.ended(end).join());
        assertThat(latch.count()).isZero();
        visit.untilItHasIt().leave();
        assertWhole(latch, "counted down by two");
    }

    private static CompletableFuture<Object> countDown(Latch latch) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        Face.THREAD.launch(() -> {
            for (int i = 0; i < MANY; i++) {
                latch.countDown();
            }
            end.complete("done");
        });
        return end;
    }
}
