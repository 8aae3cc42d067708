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

/**
 * No cycle, but two waits that would be one if they were there at the same time: the second keeps its promises first, and
 * waits for the first only then. Who looks meanwhile can see the old promises undone and the new wait.
 */
@JCStressTest
@State
@Outcome(id = "kept, kept", expect = ACCEPTABLE, desc = "nobody was told of a hang that is none")
@Outcome(expect = FORBIDDEN, desc = "a wrong proof, or a hang")
public class PassingWaitRace {
    private static final int WIDTH = 12;

    private final Meeting meeting = new Meeting(2);
    private volatile CompletableFuture<String> first;
    private volatile CompletableFuture<?>[] second;

    @Actor
    public void first(LL_Result ends) {
        CompletableFuture<String> mine = Bridge.ownedPromise("first");
        first = mine;
        meeting.attend();
        CompletableFuture<String> theirs = Bridge.allOf(second).thenApply(done -> Guard.KEPT);
        meeting.attend();
        ends.r1 = Guard.outcomeOf(() -> Bridge.await(theirs));
        mine.complete(Guard.KEPT);
    }

    @Actor
    public void second(LL_Result ends) {
        CompletableFuture<?>[] mine = new CompletableFuture<?>[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            mine[i] = Bridge.ownedPromise("second");
        }
        second = mine;
        meeting.attend();
        meeting.attend();
        for (CompletableFuture<?> promise : mine) {
            promise.complete(null);
        }
        ends.r2 = Guard.outcomeOf(() -> Bridge.await(first));
    }
}
