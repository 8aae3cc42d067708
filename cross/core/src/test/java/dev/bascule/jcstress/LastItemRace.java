package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads take the last items of a queue, one of which is still in line, while it is closed. */
@JCStressTest
@State
@Outcome(
        id = {"(PLACE|RENDEZVOUS), 1, the end", "FULL, 0, 1 and the end", "FULL, 1, 0 and the end"},
        expect = ACCEPTABLE,
        desc = "the one who closed it got an item")
@Outcome(
        id = {"(PLACE|RENDEZVOUS), null, 1 and the end", "FULL, null, 0 and 1 and the end"},
        expect = ACCEPTABLE,
        desc = "the other one got all")
@Outcome(expect = FORBIDDEN, desc = "the end came before the last item, or never")
public class LastItemRace {
    private final Room room = Room.next(Room.values());
    private final DualQueue<Integer> queue = room.makeQueue();
    private final Meeting begin = new Meeting(2);

    public LastItemRace() {
        queue.putAsync(1);
    }

    @Actor
    public void closer(LLL_Result end) {
        begin.attend();
        queue.close();
        end.r1 = room;
        end.r2 = queue.tryTake();
    }

    @Actor
    public void reader(LLL_Result end) {
        end.r3 = Guard.outcomeOf(() -> {
            begin.attend();
            return Room.readToEnd(queue);
        });
    }
}
