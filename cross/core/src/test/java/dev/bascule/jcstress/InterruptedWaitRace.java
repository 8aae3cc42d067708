package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.Bridge;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * Two threads wait for each other, but one of them has an interrupt pending, which ends its wait at once. While both wait
 * there is a cycle, and then one may be told; an interrupt is no producer.
 */
@JCStressTest
@State
@Outcome(id = "interrupted, kept", expect = ACCEPTABLE, desc = "the wait was gone in time, or nobody looked")
@Outcome(id = "told, kept", expect = ACCEPTABLE, desc = "told before it parked")
@Outcome(id = "interrupted, told", expect = ACCEPTABLE_INTERESTING, desc = "told of a wait that was about to leave")
@Outcome(
        id = "kept, told",
        expect = ACCEPTABLE_INTERESTING,
        desc = "the same, and the promise of the one who was told came before the interrupt was noticed")
@Outcome(expect = FORBIDDEN, desc = "a hang, or two victims")
public class InterruptedWaitRace {
    private final Meeting meeting = new Meeting(2);
    private volatile CompletableFuture<String> first;
    private volatile CompletableFuture<String> second;

    @Actor
    public void interrupted(LL_Result ends) {
        CompletableFuture<String> mine = Bridge.ownedPromise("first");
        first = mine;
        meeting.attend();
        Thread.currentThread().interrupt();
        ends.r1 = Guard.outcomeOf(() -> Bridge.await(second));
        Thread.interrupted();
        mine.complete(Guard.KEPT);
    }

    @Actor
    public void other(LL_Result ends) {
        CompletableFuture<String> mine = Bridge.ownedPromise("second");
        second = mine;
        meeting.attend();
        ends.r2 = Guard.outcomeOf(() -> Bridge.await(first));
        mine.complete(Guard.KEPT);
    }
}
