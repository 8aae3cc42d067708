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
import org.openjdk.jcstress.infra.results.LL_Result;

/**
 * A producer puts two items, one after the other, where the queue has no place, while another thread takes two. Strict, or the
 * second take might overtake the first.
 */
@JCStressTest
@State
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "in the producer's order")
@Outcome(expect = FORBIDDEN, desc = "the second item overtook the first, or one was lost")
public class RendezvousOrderRace {
    private final DualQueue<Integer> queue =
            DualQueue.create(0, c -> c.withStrictFifo(true).withInline(true));
    private volatile CompletableFuture<Integer> first;
    private volatile CompletableFuture<Integer> second;

    @Actor
    public void producer() {
        queue.putAsync(1);
        queue.putAsync(2);
    }

    @Actor
    public void consumer() {
        first = queue.takeAsync();
        second = queue.takeAsync();
    }

    @Arbiter
    public void after(LL_Result end) {
        end.r1 = first.getNow(-1);
        end.r2 = second.getNow(-1);
    }
}
