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

/** It is given back, and while the stage that waits for it is woken, somebody else takes it and gives it back as well. */
@JCStressTest
@State
@Outcome(id = ".+, false, granted", expect = ACCEPTABLE, desc = "the stage was first, or it was not there yet")
@Outcome(id = ".+, true, granted", expect = ACCEPTABLE, desc = "the stage found it taken, and was woken again")
@Outcome(expect = FORBIDDEN, desc = "the stage waits for what is free")
public class OvertakenHeadRace {
    private final Turn turn = Turn.make();
    private final CompletableFuture<Hold> stage = turn.acquireAsync();

    @Actor
    public void holder() {
        turn.giveBack();
    }

    @Actor
    public void comer(LLL_Result end) {
        end.r2 = turn.pass();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r3 = turn.endOf(stage);
    }
}
