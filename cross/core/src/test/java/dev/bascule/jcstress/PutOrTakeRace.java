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

/** One puts, or joins the line to do so, while another begins to take: they must see each other. */
@JCStressTest
@State
@Outcome(
        id = {"(PLACE|RENDEZVOUS), in, 1", "FULL, in, 0"},
        expect = ACCEPTABLE,
        desc = "whoever came last served the other")
@Outcome(expect = FORBIDDEN, desc = "one waits although the other is there")
public class PutOrTakeRace {
    private final Room room = Room.next(Room.values());
    private final DualQueue<Integer> queue = room.makeQueue();
    private volatile CompletableFuture<Void> put;
    private volatile CompletableFuture<Integer> take;

    @Actor
    public void producer() {
        put = queue.putAsync(1);
    }

    @Actor
    public void consumer() {
        take = queue.takeAsync();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = room;
        end.r2 = Room.endOf(put);
        end.r3 = take.getNow(null);
    }
}
