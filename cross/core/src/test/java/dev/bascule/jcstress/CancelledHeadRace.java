package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * The head of a line waits for two permits, of which one is free. It is cancelled while somebody comes who wants only one,
 * and sees it still there.
 */
@JCStressTest
@State
@Outcome(id = "granted", expect = ACCEPTABLE, desc = "there is one permit for the one that wants one")
@Outcome(expect = FORBIDDEN, desc = "it waits for what is free")
public class CancelledHeadRace {
    private final DualSemaphore permits =
            DualSemaphore.create(2, c -> c.withStrictFifo(true).withInline(true));
    private final Hold before = permits.tryAcquire();
    private final CompletableFuture<Hold> head = permits.acquireAsync(2);
    private volatile CompletableFuture<Hold> next;

    @Actor
    public void canceller() {
        head.cancel(false);
    }

    @Actor
    public void comer() {
        next = permits.acquireAsync(1);
    }

    @Arbiter
    public void after(L_Result end) {
        end.r1 = head.isCancelled() && next.isDone() ? "granted" : permits.toString();
        before.close();
    }
}
