package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A queue is closed at once while somebody takes: what the producer in line has is then put, or handed over. The results
 * are what came of its put, what was taken, and the rest that the close gave.
 */
@JCStressTest
@State
@Outcome(
        id = {"in, 0, \\[1\\]", "in, 1, \\[\\]"},
        expect = ACCEPTABLE,
        desc = "its turn came before the close")
@Outcome(
        id = {"refused, 0, \\[\\]", "refused, null, \\[0\\]", "refused, null, \\[\\]"},
        expect = ACCEPTABLE,
        desc = "it was in line until the close")
@Outcome(expect = FORBIDDEN, desc = "an item was lost or came twice, or the producer waits for ever")
public class CloseNowOrTakeRace {
    private final Room room = Room.next(Room.FULL, Room.RENDEZVOUS);
    private final DualQueue<Integer> queue = room.makeQueue();
    private final CompletableFuture<Void> put = queue.putAsync(1);
    private volatile Integer taken;
    private volatile List<Integer> rest;

    @Actor
    public void consumer() {
        taken = queue.tryTake();
    }

    @Actor
    public void closer() {
        rest = queue.closeNow();
    }

    @Arbiter
    public void after(LLL_Result end) {
        boolean zeroOnce = room == Room.RENDEZVOUS || Integer.valueOf(0).equals(taken) != rest.contains(0);
        end.r1 = Room.endOf(put);
        end.r2 = taken;
        end.r3 = zeroOnce && queue.size() == 0 ? rest : rest + " of " + room + " and " + queue;
    }
}
