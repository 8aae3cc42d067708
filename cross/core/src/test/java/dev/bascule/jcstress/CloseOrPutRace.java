package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A queue is closed while somebody puts, or joins the line to do so. The last result is what was read to the end. */
@JCStressTest
@State
@Outcome(
        id = {"PLACE, in, 1 and the end", "FULL, in, 0 and 1 and the end", "RENDEZVOUS, in, 1 and the end"},
        expect = ACCEPTABLE,
        desc = "it was in, or in line, when the queue was closed")
@Outcome(
        id = {"PLACE, refused, the end", "FULL, refused, 0 and the end", "RENDEZVOUS, refused, the end"},
        expect = ACCEPTABLE,
        desc = "it came after the close")
@Outcome(expect = FORBIDDEN, desc = "an item was lost, or read though it was refused, or somebody waits for ever")
public class CloseOrPutRace {
    private final Room room = Room.next(Room.values());
    private final DualQueue<Integer> queue = room.makeQueue();
    private volatile CompletableFuture<Void> put;

    @Actor
    public void producer() {
        put = queue.putAsync(1);
    }

    /** Reads to the end, which must not come before an item that was accepted. */
    @Actor
    public void closer(LLL_Result end) {
        queue.close();
        end.r3 = Guard.outcomeOf(() -> Room.readToEnd(queue));
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = room;
        end.r2 = Room.endOf(put);
    }
}
