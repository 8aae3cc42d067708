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
 * The only worker of an executor begins to wait for a stage while that stage's continuation is queued behind it. Either
 * the wait is told or the stage fails. The first result is the wait, the second the stage.
 */
@JCStressTest
@State
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "the wait is the victim")
@Outcome(id = "failed, failed", expect = ACCEPTABLE, desc = "the stage is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or two")
public class ContinuationRace {
    private final Meeting meeting = new Meeting(2);
    private final OneWorker worker = new OneWorker();
    private final CompletableFuture<String> go = Bridge.promise("go");
    private final CompletableFuture<String> continued = go.thenApplyAsync(now -> Guard.KEPT, worker.executor);

    @Actor
    public void waiter(LL_Result ends) {
        CompletableFuture<?> call = worker.executor.call(() -> {
            meeting.attend();
            ends.r1 = Guard.outcomeOf(() -> Bridge.await(continued));
            return null;
        });
        worker.runUntil(call);
        worker.runUntil(continued);
    }

    @Actor
    public void completer() {
        meeting.attend();
        go.complete("now");
    }

    @Arbiter
    public void after(LL_Result ends) {
        ends.r2 = Guard.outcomeOf(() -> Bridge.await(continued));
    }
}
