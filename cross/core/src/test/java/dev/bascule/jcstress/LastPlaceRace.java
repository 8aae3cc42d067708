package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A queue of one place is full, and a producer stands in line. Somebody takes from it twice, so that its item is put on
 * its behalf, while another offers an item for the same place.
 */
@JCStressTest
@State
@Outcome(id = "\\[0, 1\\]", expect = ACCEPTABLE, desc = "there was no place for the one that was offered")
@Outcome(id = "\\[0, 1, 2\\]", expect = ACCEPTABLE, desc = "it came last")
@Outcome(expect = FORBIDDEN, desc = "an item was lost, came twice, or was overtaken")
public class LastPlaceRace {
    private final DualQueue<Integer> queue = Room.FULL.makeQueue();
    private final CompletableFuture<Void> put = queue.putAsync(1);
    private final List<Integer> taken = new ArrayList<>();
    private boolean offered;

    @Actor
    public void consumer() {
        taken.add(queue.tryTake());
        taken.add(queue.tryTake());
    }

    @Actor
    public void producer() {
        offered = queue.tryPut(2);
    }

    @Arbiter
    public void after(L_Result end) {
        taken.addAll(queue.closeNow());
        boolean told = put.isDone() && offered == taken.contains(2);
        end.r1 = told ? taken.toString() : taken + " " + offered + " " + put;
    }
}
