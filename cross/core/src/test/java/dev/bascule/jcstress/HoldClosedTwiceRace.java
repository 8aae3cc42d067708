package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads close the same hold while a third takes what it gives back: the second close must not take it away again. */
@JCStressTest
@State
@Outcome(id = ".+, got it, free", expect = ACCEPTABLE, desc = "taken between, or after the two")
@Outcome(id = ".+, came too soon, free", expect = ACCEPTABLE, desc = "looked before")
@Outcome(expect = FORBIDDEN, desc = "it was given back twice, or never")
public class HoldClosedTwiceRace {
    private final Turn turn = Turn.make();
    private final Meeting begin = new Meeting(3);

    @Actor
    public void closers() {
        Future<String> other = Helper.start(this::close);
        close();
        Helper.endOf(other);
    }

    private String close() {
        begin.attend();
        turn.giveBack();
        return "";
    }

    @Actor
    public void third(LLL_Result end) {
        begin.attend();
        end.r2 = turn.tryAcquire() ? "got it" : "came too soon";
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r3 = turn.endOfAll();
    }
}
