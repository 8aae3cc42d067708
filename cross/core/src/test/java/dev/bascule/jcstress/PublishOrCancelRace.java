package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * An item comes while the subscription that asked for it is cancelled. The results are what the subscriber got, what went to
 * {@code onUndelivered}, and what is in the queue then.
 */
@JCStressTest
@State
@Outcome(id = "1, null, null", expect = ACCEPTABLE, desc = "delivered")
@Outcome(id = "null, 1, null", expect = ACCEPTABLE, desc = "taken, but cancelled before it was delivered")
@Outcome(id = "null, null, 1", expect = ACCEPTABLE, desc = "not taken")
@Outcome(expect = FORBIDDEN, desc = "the item was lost or came twice")
public class PublishOrCancelRace {
    private final AtomicReference<Integer> undelivered = new AtomicReference<>();
    private final DualQueue<Integer> queue =
            DualQueue.create(1, c -> c.withInline(true).withOnUndelivered(undelivered::set));
    private final Probe probe = Probe.of(queue);

    @Actor
    public void producer() {
        queue.tryPut(1);
    }

    @Actor
    public void canceller() {
        probe.source.cancel();
    }

    @Arbiter
    public void after(LLL_Result end) {
        end.r1 = probe.delivered;
        end.r2 = undelivered.get();
        end.r3 = queue.tryTake();
    }

    private static final class Probe implements Flow.Subscriber<Integer> {
        private volatile Integer delivered;
        private volatile Flow.Subscription source;

        static Probe of(DualQueue<Integer> queue) {
            Probe probe = new Probe();
            queue.publisher().subscribe(probe);
            return probe;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Integer item) {
            delivered = item;
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
