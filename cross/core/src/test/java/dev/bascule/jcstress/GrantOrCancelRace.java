package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.Hold;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** It is given back while the stage that waits for it is cancelled. The last result is what becomes of the stage behind. */
@JCStressTest
@State
@Outcome(id = ".+, granted, waits", expect = ACCEPTABLE, desc = "the cancel came too late")
@Outcome(id = ".+, cancelled, granted", expect = ACCEPTABLE, desc = "the stage had left the line")
@Outcome(expect = FORBIDDEN, desc = "it was lost, granted to nobody, or granted to both")
public class GrantOrCancelRace {
    private final Turn turn = Turn.make();
    private final CompletableFuture<Hold> stage = turn.acquireAsync();

    public GrantOrCancelRace() {
        turn.joinLine();
    }

    @Actor
    public void holder() {
        turn.giveBack();
    }

    @Actor
    public void canceller() {
        stage.cancel(false);
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r2 = turn.endOf(stage);
        end.r3 = turn.endOfNext();
    }
}
