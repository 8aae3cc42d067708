package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.Bridge;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The same cycle, through dependents that the threads have made themselves just before. */
@JCStressTest
@State
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "the first is the victim")
@Outcome(id = "kept, told", expect = ACCEPTABLE, desc = "the second is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or two")
public class TwoDependentsRace {
    private final Ring ring = new Ring(2);

    private static CompletableFuture<String> dependent(CompletableFuture<String> promise) {
        return Bridge.allOf(promise, promise.thenApply(value -> value)).thenCompose(done -> promise);
    }

    @Actor
    public void first(LL_Result ends) {
        ends.r1 = ring.close(0, TwoDependentsRace::dependent);
    }

    @Actor
    public void second(LL_Result ends) {
        ends.r2 = ring.close(1, TwoDependentsRace::dependent);
    }
}
