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

/** An item comes while the stage that waits for it is cancelled. The last result is where the item is then. */
@JCStressTest
@State
@Outcome(id = ".+, delivered, gone", expect = ACCEPTABLE, desc = "the cancel came too late")
@Outcome(
        id = {"PLACE, cancelled, in the queue", "RENDEZVOUS, cancelled, with its producer"},
        expect = ACCEPTABLE,
        desc = "the item is still there")
@Outcome(expect = FORBIDDEN, desc = "the item was lost or came twice")
public class DeliverOrCancelRace {
    private final Room room = Room.next(Room.PLACE, Room.RENDEZVOUS);
    private final DualQueue<Integer> queue = room.makeQueue();
    private final CompletableFuture<Integer> take = queue.takeAsync();
    private boolean put;

    @Actor
    public void producer() {
        put = queue.tryPut(1);
    }

    @Actor
    public void canceller() {
        take.cancel(false);
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = room;
        end.r2 = take.isCancelled() ? "cancelled" : take.isDone() ? "delivered" : "waits";
        end.r3 = !put ? "with its producer" : queue.tryTake() == null ? "gone" : "in the queue";
    }
}
