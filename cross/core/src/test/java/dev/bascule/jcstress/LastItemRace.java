package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.Future;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The last item is taken while the queue is closed, and two threads take what comes: both must end. */
@JCStressTest
@State
@Outcome(
        id = {".+, 1 and the end, the end", ".+, the end, 1 and the end"},
        expect = ACCEPTABLE,
        desc = "one got the item, and both ended")
@Outcome(expect = FORBIDDEN, desc = "the item was lost or came twice, or one waits for ever")
public class LastItemRace {
    private final Room room = Room.next(Room.PLACE, Room.RENDEZVOUS);
    private final DualQueue<Integer> queue = room.makeQueue();
    private final Meeting begin = new Meeting(3);

    @Actor
    public void consumers(LLL_Result end) {
        end.r1 = room;
        Future<String> other = Helper.start(this::read);
        end.r2 = read();
        end.r3 = Helper.endOf(other);
    }

    private String read() {
        begin.attend();
        return Room.readAll(queue);
    }

    @Actor
    public void producer() {
        begin.attend();
        queue.putAsync(1);
        queue.close();
    }
}
