package dev.bascule.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.Bridge;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** Two threads fail a stage. One of the failures counts, and is watched until somebody looks at the stage. */
@JCStressTest
@State
@Outcome(id = "watched", expect = ACCEPTABLE, desc = "a look at the stage ends the watch")
@Outcome(expect = FORBIDDEN, desc = "the stage does not know its witness: a failure that was seen is logged as unseen")
public class FailedTwiceRace {
    private static final Exception FAILURE = new Exception("of a race");

    private final CompletableFuture<String> stage = Bridge.promise("failed twice");

    @Actor
    public void first() {
        stage.completeExceptionally(FAILURE);
    }

    @Actor
    public void second() {
        stage.completeExceptionally(FAILURE);
    }

    @Arbiter
    public void after(L_Result end) {
        end.r1 = ((OwnedFuture<?>) stage).source() instanceof Unobserved ? "watched" : "not watched";
        stage.isCompletedExceptionally();
    }
}
