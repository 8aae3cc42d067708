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
import org.openjdk.jcstress.infra.results.LL_Result;

/** It is given back while a stage begins to wait for it: one of the two must see the other. */
@JCStressTest
@State
@Outcome(id = ".+, granted", expect = ACCEPTABLE, desc = "at once, or by the one who gave it back")
@Outcome(expect = FORBIDDEN, desc = "the stage waits for what is free")
public class EnterOrReleaseRace {
    private final Turn turn = Turn.make();
    private volatile CompletableFuture<Hold> stage;

    @Actor
    public void waiter() {
        stage = turn.acquireAsync();
    }

    @Actor
    public void holder() {
        turn.giveBack();
    }

    @Arbiter
    public void after(LL_Result end) {
        end.r1 = turn.kind;
        end.r2 = turn.endOf(stage);
    }
}
