package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** It is given back when the thread that waits for it gives up. The last result is what becomes of the stage behind. */
@JCStressTest
@State
@Outcome(id = ".+, granted, waits", expect = ACCEPTABLE, desc = "in time")
@Outcome(id = ".+, timed out, granted", expect = ACCEPTABLE, desc = "the thread had left the line")
@Outcome(expect = FORBIDDEN, desc = "it was lost, or granted to both, or the thread hangs")
public class GrantOrTimeoutRace {
    private static final Duration LIMIT = Duration.ofNanos(20_000);
    private static final Aim AIM = new Aim();

    private final Turn turn = Turn.make();
    private final Meeting begin = new Meeting(2);
    private volatile boolean over;

    @Actor
    public void waiter(LLL_Result end) {
        begin.attend();
        String outcome = Guard.outcomeOf(() -> turn.acquire(LIMIT));
        over = true;
        AIM.learn(outcome.equals("granted"));
        end.r2 = outcome;
    }

    @Actor
    public void holder() {
        begin.attend();
        while (!turn.anyWait() && !over) {
            Thread.onSpinWait();
        }
        turn.joinLine();
        AIM.pause();
        turn.giveBack();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = turn.kind;
        end.r3 = turn.endOfNext();
    }
}
