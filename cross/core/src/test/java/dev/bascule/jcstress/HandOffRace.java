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
 * The only worker of an executor begins to wait for a promise while its owner hands it off to a call that is queued
 * behind that worker. Either the wait is told or the promise fails. The first result is the wait, the second the promise.
 */
@JCStressTest
@State
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "the wait is the victim")
@Outcome(id = "failed, failed", expect = ACCEPTABLE, desc = "the promise is the victim")
@Outcome(expect = FORBIDDEN, desc = "no victim, or two")
public class HandOffRace {
    private final Meeting meeting = new Meeting(2);
    private final OneWorker worker = new OneWorker();
    private volatile CompletableFuture<String> promise;

    @Actor
    public void waiter(LL_Result ends) {
        CompletableFuture<?> call = worker.executor.call(() -> {
            meeting.attend(); // the promise is there
            CompletableFuture<String> awaited = promise;
            meeting.attend();
            ends.r1 = Guard.outcomeOf(() -> Bridge.await(awaited));
            return null;
        });
        worker.runUntil(call);
        worker.runUntil(promise);
    }

    @Actor
    public void owner() {
        CompletableFuture<String> mine = Bridge.ownedPromise("handed off");
        promise = mine;
        meeting.attend();
        meeting.attend();
        worker.executor.call(Bridge.handOff(() -> mine.complete(Guard.KEPT), mine));
    }

    @Arbiter
    public void after(LL_Result ends) {
        ends.r2 = Guard.outcomeOf(() -> Bridge.await(promise));
    }
}
