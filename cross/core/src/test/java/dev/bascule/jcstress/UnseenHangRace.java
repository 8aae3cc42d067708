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
 * Another canary: two threads wait for each other's promises, which have no owner, so that nothing can be proven. The hang
 * is declared forbidden, so that a guard that works must find it.
 */
@JCStressTest
@State
@Outcome(
        id = {"told, kept", "kept, told"},
        expect = ACCEPTABLE,
        desc = "proven: not to be found")
@Outcome(expect = FORBIDDEN, desc = "a hang: to be found")
public class UnseenHangRace {
    private static final long SHORT_MILLIS = 20;

    private final Meeting meeting = new Meeting(2);
    private final CompletableFuture<String> first = Bridge.promise("first");
    private final CompletableFuture<String> second = Bridge.promise("second");

    private String swap(CompletableFuture<String> mine, CompletableFuture<String> theirs) {
        meeting.attend();
        String end = Guard.outcomeWithin(SHORT_MILLIS, () -> Bridge.await(theirs));
        mine.complete(Guard.KEPT);
        return end;
    }

    @Actor
    public void first(LL_Result ends) {
        ends.r1 = swap(first, second);
    }

    @Actor
    public void second(LL_Result ends) {
        ends.r2 = swap(second, first);
    }
}
