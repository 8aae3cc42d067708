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
    /** What work wants, or has: so much of it, by a scope of its own or by a token. */
    record Share(Line line, Work work, int wanted, boolean byToken) {}

    final Supply supply;

    /** How much each piece of work has, until it ends. */
    final Map<Work, Integer> held = new LinkedHashMap<>();

    /** How much it has besides, until it ends or somebody else gives that back, which may be at any time. */
    final Map<Work, Integer> tokens = new LinkedHashMap<>();

    /** What those wait for who have not got it, in their order: the first must go first. */
    final List<Stage> turns = new ArrayList<>();

    Line(Supply supply) {
        this.supply = supply;
    }

    int free() {
        return supply.permits() - sum(held) - sum(tokens);
    }

    private static int sum(Map<Work, Integer> shares) {
        return shares.values().stream().mapToInt(much -> much).sum();
    }

    /** Whether one who does not wait is certain to get so much. */
    boolean servesAtOnce(int wanted) {
        return turns.isEmpty() && wanted <= free();
    }

    void give(Share share) {
        (share.byToken() ? tokens : held).merge(share.work(), share.wanted(), Integer::sum);
    }

    void takeBack(Work work) {
        held.remove(work);
        tokens.remove(work);
    }

    /** Serves the first in line as long as there is enough; whether there was. */
    boolean serve() {
        boolean any = false;
        while (!turns.isEmpty() && turns.get(0).share.wanted() <= free()) {
            serve(turns.get(0));
            any = true;
        }
        return any;
    }

    void serve(Stage turn) {
        turns.remove(turn);
        give(turn.share);
        turn.outcome = Outcome.OK;
    }

    /** To undo what is done from now on. */
    Runnable remember() {
        Map<Work, Integer> heldNow = new LinkedHashMap<>(held);
        Map<Work, Integer> tokensNow = new LinkedHashMap<>(tokens);
        List<Stage> turnsNow = new ArrayList<>(turns);
        return () -> {
            held.clear();
            held.putAll(heldNow);
            tokens.clear();
            tokens.putAll(tokensNow);
            turns.clear();
            turns.addAll(turnsNow);
        };
    }
}
