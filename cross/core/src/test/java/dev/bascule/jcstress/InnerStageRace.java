package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.Bridge;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A thread begins to wait for a composition while its function returns an inner stage that needs a promise of that thread.
 * Either the wait is told or the composition fails, never both. The first result is the wait, the second the composition.
 */
@JCStressTest
@State
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "the wait is the victim")
@Outcome(id = "failed, failed", expect = ACCEPTABLE, desc = "the composition is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or two")
public class InnerStageRace {
    private final Meeting meeting = new Meeting(2);
    private final CompletableFuture<String> go = Bridge.promise("go");
    private volatile CompletableFuture<String> composed;

    @Actor
    public void waiter(LL_Result ends) {
        CompletableFuture<String> mine = Bridge.ownedPromise("mine");
        composed = go.thenCompose(now -> mine.thenApply(value -> value));
        meeting.attend();
        ends.r1 = Guard.outcomeOf(() -> Bridge.await(composed));
        mine.complete(Guard.KEPT);
    }

    @Actor
    public void composer() {
        meeting.attend();
        go.complete("now");
    }

    @Arbiter
    public void after(LL_Result ends) {
        ends.r2 = Guard.outcomeOf(() -> Bridge.await(composed));
    }
}
