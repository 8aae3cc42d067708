package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The canary: publish, then look, without volatile. Both actors can miss each other, which is declared forbidden, so that
 * a harness that works must find it.
 */
@JCStressTest
@State
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = ACCEPTABLE,
        desc = "the last one saw the other")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "both looked past each other: to be found")
public class PlainStoresRace {
    private int first;
    private int second;

    @Actor
    public void first(II_Result seen) {
        first = 1;
        seen.r1 = second;
    }

    @Actor
    public void second(II_Result seen) {
        second = 1;
        seen.r2 = first;
    }
}
