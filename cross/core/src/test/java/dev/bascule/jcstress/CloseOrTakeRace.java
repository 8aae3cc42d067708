package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** An empty queue is closed while a stage and then a thread begin to wait for an item. */
@JCStressTest
@State
@Outcome(id = ".+, the end, the end", expect = ACCEPTABLE, desc = "both were told")
@Outcome(expect = FORBIDDEN, desc = "one waits for ever")
public class CloseOrTakeRace {
    private final Room room = Room.next(Room.PLACE, Room.RENDEZVOUS);
    private final DualQueue<Integer> queue = room.makeQueue();

    @Actor
    public void takers(LLL_Result end) {
        end.r1 = room;
        CompletableFuture<Integer> stage = queue.takeAsync();
        end.r2 = Room.readAll(queue);
        end.r3 = Guard.outcomeOf(() -> stage.handle((item, failure) -> failure == null ? item + "" : "the end")
                .get());
    }

    @Actor
    public void closer() {
        queue.close();
    }
}
