package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.Bridge;
import dev.bascule.offload.Offload;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * The only worker of an offload waits for a promise while its owner hands it off to a call on that offload, which the
 * worker then runs itself. The first result is the wait, the second what the maker of the call gets.
 */
@JCStressTest
@State
@Outcome(id = "kept, kept", expect = ACCEPTABLE, desc = "the worker ran the call in its place")
@Outcome(expect = FORBIDDEN, desc = "a wrong proof, a hang, or a call that failed at its maker")
public class HelpedHandOffRace {
    private static final Offload ONE = Offload.open(with -> with.withName("one").withConcurrency(1));

    private final Meeting meeting = new Meeting(2);
    private volatile CompletableFuture<String> promise;

    @Actor
    public void waiter(LL_Result ends) {
        CompletableFuture<String> end = ONE.call(() -> {
            meeting.attend(); // the promise is there
            CompletableFuture<String> awaited = promise;
            meeting.attend();
            return Guard.outcomeOf(() -> Bridge.await(awaited));
        });
        ends.r1 = Guard.outcomeOf(() -> Bridge.await(end));
    }

    @Actor
    public void owner(LL_Result ends) {
        CompletableFuture<String> mine = Bridge.ownedPromise("handed off");
        promise = mine;
        meeting.attend();
        meeting.attend();
        ends.r2 = Guard.outcomeOf(() -> {
            CompletableFuture<Boolean> call = ONE.call(Bridge.handOff(() -> mine.complete(Guard.KEPT), mine));
            return Bridge.await(call) ? Guard.KEPT : "not completed";
        });
    }
}
