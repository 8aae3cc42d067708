package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** A queue is closed, sometimes after a last item, while a stage and then a thread begin to take: both must end. */
@JCStressTest
@State
@Outcome(id = ".+ of 0, the end, the end", expect = ACCEPTABLE, desc = "both were told")
@Outcome(id = ".+ of 1, 1, the end", expect = ACCEPTABLE, desc = "the stage got the item")
@Outcome(id = ".+ of 1, the end, 1 and the end", expect = ACCEPTABLE, desc = "the thread got it")
@Outcome(expect = FORBIDDEN, desc = "the item was lost or came twice, or one waits for ever")
public class CloseOrTakeRace {
    private final Room room = Room.next(Room.PLACE, Room.RENDEZVOUS);
    private final int items = ThreadLocalRandom.current().nextInt(2);
    private final DualQueue<Integer> queue = room.makeQueue();
    private final Meeting begin = new Meeting(2);
    private CompletableFuture<Integer> stage;

    @Actor
    public void takers(LLL_Result end) {
        end.r1 = room + " of " + items;
        end.r3 = Guard.outcomeOf(() -> {
            begin.attend();
            stage = queue.takeAsync();
            return Room.readToEnd(queue);
        });
    }

    @Actor
    public void closer() {
        begin.attend();
        if (items == 1) {
            queue.putAsync(1);
        }
        queue.close();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r2 = !stage.isDone() ? "waits" : stage.isCompletedExceptionally() ? "the end" : stage.join();
    }
}
