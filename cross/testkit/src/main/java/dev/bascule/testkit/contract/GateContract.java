package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for everything that opens for all at once. All that {@link WaitContract} has, and how it opens. */
public abstract class GateContract<S extends Gate> extends WaitContract<S> {
    private static final int OPENERS = 4;

    /** For subclasses. */
    protected GateContract() {}

    /** One of each way to wait, in line. */
    final List<Visit> lineOfAll(S gate) {
        List<Visit> line = new ArrayList<>();
        for (Face face : Face.available()) {
            Way.all(face, gate).forEach(way -> line.add(come(gate, way)));
        }
        untilInLine(gate, line.size());
        return line;
    }

    @Test
    void open_byOneCall_letsAllGoOn() {
        S gate = create();
        List<Visit> line = lineOfAll(gate);
        assertThat(line).noneMatch(Visit::hasIt);
        gate.open();
        assertThat(gate.waiting()).isZero();
        line.forEach(visit -> visit.untilItHasIt().leave());
        assertWhole(gate, "opened");
    }

    @ForEach
    void open_again_changesNothing(Face face) {
        S gate = create();
        gate.open();
        gate.open();
        for (Way way : ways(face)) {
            come(gate, way).untilItHasIt().leave();
        }
        assertWhole(gate, "opened twice");
    }

    @Test
    void open_byManyAtOnce_letsAllGoOn() throws Exception {
        for (int round = 0; round < 100; round++) {
            S gate = create();
            Visit visit = come(gate, new Way(Face.THREAD, Way.Form.PLAIN, false));
            List<Visit> openers = new ArrayList<>();
            for (int i = 0; i < OPENERS; i++) {
                openers.add(block(gate, Face.THREAD));
            }
            openers.forEach(Visit::tellToLeave);
            visit.untilItHasIt().leave();
            openers.forEach(Visit::leave);
            assertWhole(gate, round);
        }
    }
}
