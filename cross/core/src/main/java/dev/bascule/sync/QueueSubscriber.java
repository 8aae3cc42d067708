package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Puts what a source sends, and asks for as many more as have found room. */
final class QueueSubscriber<T> implements Flow.Subscriber<T> {
    private static final int MOST_AHEAD = 128;

    private final QueueCore<T> core;

    // -- any thread --
    private volatile Flow.@Nullable Subscription source;
    private volatile boolean refused;

    /** What was put and not asked for again yet. */
    private final AtomicLong room = new AtomicLong();

    QueueSubscriber(QueueCore<T> core) {
        this.core = core;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        requireNonNull(subscription, "subscription");
        if (source != null) {
            subscription.cancel(); // for one source (Reactive Streams, rule 2.5)
            return;
        }
        source = subscription;
        subscription.request(Math.max(1, Math.min(MOST_AHEAD, core.capacity())));
    }

    @Override
    public void onNext(T item) {
        requireNonNull(item, "item");
        core.putAsync(item).whenComplete((done, closed) -> {
            if (closed != null) {
                refused = true;
                core.undelivered(item);
            }
            tellSource();
        });
    }

    /** Puts end on many threads, but the source is called by one at a time (rule 2.7), which does it for all. */
    private void tellSource() {
        Flow.Subscription from = source;
        long more = room.getAndIncrement() == 0 ? 1 : 0;
        while (from != null && more != 0) {
            if (refused) {
                from.cancel();
            } else {
                from.request(more);
            }
            more = room.addAndGet(-more);
        }
    }

    @Override
    public void onError(Throwable failure) {
        core.close(requireNonNull(failure, "failure"));
    }

    @Override
    public void onComplete() {
        core.close();
    }
}
