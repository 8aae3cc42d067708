package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads close the same hold, and one of them takes what that gave back: the other must not take it away again. */
@JCStressTest
@State
@Outcome(id = ".+, true, free", expect = ACCEPTABLE, desc = "it had been given back, and is the second one's now")
@Outcome(id = ".+, false, free", expect = ACCEPTABLE, desc = "the other one was about to give it back")
@Outcome(expect = FORBIDDEN, desc = "it was given back twice, or never")
public class HoldClosedTwiceRace {
    private final Turn turn = Turn.make();

    @Actor
    public void first() {
        turn.giveBack();
    }

    @Actor
    public void second(LLL_Result end) {
        turn.giveBack();
        end.r2 = turn.tryAcquire();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r3 = turn.endOfAll();
    }
}
