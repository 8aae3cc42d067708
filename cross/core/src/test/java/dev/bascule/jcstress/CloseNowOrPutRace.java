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

/** A queue is closed at once while somebody puts, or joins the line to do so. The last result is the rest that the close gave. */
@JCStressTest
@State
@Outcome(
        id = {"PLACE, in, \\[1\\]"},
        expect = ACCEPTABLE,
        desc = "it was in when the queue was closed")
@Outcome(
        id = {"(PLACE|RENDEZVOUS), refused, \\[\\]", "FULL, refused, \\[0\\]"},
        expect = ACCEPTABLE,
        desc = "it came after the close, or was in line until then")
@Outcome(expect = FORBIDDEN, desc = "an item was lost or came twice, or the producer waits for ever")
public class CloseNowOrPutRace {
    private final Room room = Room.next(Room.values());
    private final DualQueue<Integer> queue = room.makeQueue();
    private volatile CompletableFuture<Void> put;
    private volatile List<Integer> rest;

    @Actor
    public void producer() {
        put = queue.putAsync(1);
    }

    @Actor
    public void closer() {
        rest = queue.closeNow();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = room;
        end.r2 = Room.endOf(put);
        end.r3 = queue.size() == 0 ? rest : rest + " and " + queue;
    }
}
