package dev.bascule.proof;

import dev.bascule.proof.Model.Outcome;
import dev.bascule.proof.Model.Stage;
import dev.bascule.proof.Model.Supply;
import dev.bascule.proof.Model.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who holds how much of a supply, and who waits for more of it. */
final class Line {
    /** A place in a line, of work that wants so much. */
    record Turn(Line line, Work work, int wanted) {}

    final Supply supply;

    /** How much each piece of work has, until it ends. */
    final Map<Work, Integer> held = new LinkedHashMap<>();

    /** What those wait for who have not got it, in their order: the first must go first. */
    final List<Stage> turns = new ArrayList<>();

    Line(Supply supply) {
        this.supply = supply;
    }

    int free() {
        return supply.permits() - held.values().stream().mapToInt(much -> much).sum();
    }

    /** Whether one who does not wait is certain to get so much. */
    boolean servesAtOnce(int wanted) {
        return turns.isEmpty() && wanted <= free();
    }

    void give(Work work, int much) {
        held.merge(work, much, Integer::sum);
    }

    /** Serves the first in line as long as there is enough; whether there was. */
    boolean serve() {
        boolean any = false;
        while (!turns.isEmpty() && turns.get(0).turn.wanted() <= free()) {
            serve(turns.get(0));
            any = true;
        }
        return any;
    }

    void serve(Stage turn) {
        turns.remove(turn);
        give(turn.turn.work(), turn.turn.wanted());
        turn.outcome = Outcome.OK;
    }

    /** To undo what is done from now on. */
    Runnable remember() {
        Map<Work, Integer> heldNow = new LinkedHashMap<>(held);
        List<Stage> turnsNow = new ArrayList<>(turns);
        return () -> {
            held.clear();
            held.putAll(heldNow);
            turns.clear();
            turns.addAll(turnsNow);
        };
    }
}
