package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * A queue is closed at once while one puts, or joins the line to do so, and another takes what is there. The last result is
 * where the item is then.
 */
@JCStressTest
@State
@Outcome(id = ".+, in, taken", expect = ACCEPTABLE, desc = "put and taken before the close")
@Outcome(id = "(PLACE|FULL), in, in the rest", expect = ACCEPTABLE, desc = "put before the close, and not taken")
@Outcome(id = ".+, refused, nowhere", expect = ACCEPTABLE, desc = "put after the close, or in line until then")
@Outcome(expect = FORBIDDEN, desc = "an item was lost or came twice, or the producer waits for ever")
public class CloseNowOrPutRace {
    private final Room room = Room.next(Room.values());
    private final DualQueue<Integer> queue = room.makeQueue();
    private final Meeting begin = new Meeting(3);
    private final List<Integer> taken = new ArrayList<>();
    private volatile List<Integer> rest;
    private volatile CompletableFuture<Void> put;

    @Actor
    public void others() {
        Future<String> consumer = Helper.start(this::take);
        begin.attend();
        put = queue.putAsync(1);
        Helper.endOf(consumer);
    }

    private String take() {
        begin.attend();
        queue.blocking().drainTo(taken);
        return "";
    }

    @Actor
    public void closer() {
        begin.attend();
        rest = queue.closeNow();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = room;
        end.r2 = Room.endOf(put);
        List<Integer> accepted = new ArrayList<>(room.items);
        if (end.r2.equals("in")) {
            accepted.add(1);
        }
        List<Integer> all =
                Stream.concat(taken.stream(), rest.stream()).sorted().toList();
        String where = taken.contains(1) ? "taken" : rest.contains(1) ? "in the rest" : "nowhere";
        end.r3 = all.equals(accepted) && queue.size() == 0 ? where : taken + " and " + rest + " of " + queue;
    }
}
