package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.function.UnaryOperator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** Two threads close a cycle at the same instant: one of them is told, and the other goes on. */
@JCStressTest
@State
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "the first is the victim")
@Outcome(id = "kept, told", expect = ACCEPTABLE, desc = "the second is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or two")
public class TwoOwnersRace {
    private final Ring ring = new Ring(2);

    @Actor
    public void first(LL_Result ends) {
        ends.r1 = ring.close(0, UnaryOperator.identity());
    }

    @Actor
    public void second(LL_Result ends) {
        ends.r2 = ring.close(1, UnaryOperator.identity());
    }
}
