package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Three threads close a ring at the same instant. */
@JCStressTest
@State
@Outcome(id = "told, kept, kept", expect = ACCEPTABLE, desc = "the first is the victim")
@Outcome(id = "kept, told, kept", expect = ACCEPTABLE, desc = "the second is the victim")
@Outcome(id = "kept, kept, told", expect = ACCEPTABLE, desc = "the third is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or more than one")
public class ThreeOwnersRace {
    private final Ring ring = new Ring(3);

    @Actor
    public void first(LLL_Result ends) {
        Future<String> third = Helper.start(() -> ring.close(2, UnaryOperator.identity()));
        ends.r1 = ring.close(0, UnaryOperator.identity());
        ends.r3 = Helper.endOf(third);
    }

    @Actor
    public void second(LLL_Result ends) {
        ends.r2 = ring.close(1, UnaryOperator.identity());
    }
}
