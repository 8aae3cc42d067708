package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** It is given back while the thread that waits for it is interrupted. The last result is what becomes of the stage behind. */
@JCStressTest
@State
@Outcome(id = ".+, granted, waits", expect = ACCEPTABLE, desc = "the interrupt came too late, and stays for afterwards")
@Outcome(id = ".+, interrupted, granted", expect = ACCEPTABLE, desc = "the thread had left the line")
@Outcome(expect = FORBIDDEN, desc = "it was lost, or the interrupt was; or both were granted; or somebody hangs")
public class GrantOrInterruptRace {
    private static final Aim AIM = new Aim();

    private final Turn turn = Turn.make();
    private final Meeting begin = new Meeting(2);
    private volatile Thread waiting;

    @Actor
    public void waiter(LLL_Result end) {
        waiting = Thread.currentThread();
        begin.attend();
        String outcome = Guard.outcomeOf(turn::acquire);
        boolean flag = Thread.interrupted();
        boolean wanted = !outcome.equals(Guard.INTERRUPTED);
        AIM.learn(wanted);
        end.r2 = flag == wanted ? outcome : outcome + (flag ? " twice" : ", interrupt lost");
    }

    @Actor
    public void holder() {
        begin.attend();
        while (!turn.anyWait()) {
            Thread.onSpinWait();
        }
        turn.joinLine();
        waiting.interrupt();
        AIM.pause();
        turn.giveBack();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r3 = turn.endOfNext();
    }
}
