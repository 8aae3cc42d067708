package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.stage.ClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Gives each subscriber as many items as it asks for, in competition with the others. */
final class QueuePublisher<T> implements Flow.Publisher<T> {
    private final QueueCore<T> core;

    QueuePublisher(QueueCore<T> core) {
        this.core = core;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Delivery<T> delivery = new Delivery<>(core, requireNonNull(subscriber, "subscriber"));
        subscriber.onSubscribe(delivery);
        delivery.advance();
    }

    /**
     * One subscription. Whoever changes something calls {@link #advance}; the first one in does the work of all who come
     * meanwhile, so signals are serial and a request inside onNext does not recurse.
     */
    private static final class Delivery<T> implements Flow.Subscription {
        private final QueueCore<T> core;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger calls = new AtomicInteger();

        // -- any thread --
        private volatile boolean cancelled;
        private volatile @Nullable IllegalArgumentException badRequest;

        // -- whoever is in advance --
        private Flow.@Nullable Subscriber<? super T> subscriber;
        private @Nullable CompletableFuture<T> pending;
        private @Nullable CompletableFuture<Void> ending;

        Delivery(QueueCore<T> core, Flow.Subscriber<? super T> subscriber) {
            this.core = core;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badRequest = new IllegalArgumentException("n must be > 0, was " + n + " (Reactive Streams, rule 3.9)");
            } else {
                demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
            }
            advance();
        }

        @Override
        public void cancel() {
            cancelled = true;
            advance();
        }

        void advance() {
            if (calls.getAndIncrement() != 0) {
                return;
            }
            int seen = 1;
            while (seen != 0) {
                deliver();
                seen = calls.addAndGet(-seen);
            }
        }

        private void deliver() {
            while (subscriber != null) {
                if (cancelled) {
                    giveUp();
                } else if (badRequest != null) {
                    end(badRequest);
                } else if (pending != null) {
                    if (!pending.isDone()) {
                        return;
                    }
                    give(pending);
                } else if (demand.get() > 0) {
                    take();
                } else if (core.isEnded()) {
                    end(core.closed().getCause());
                } else if (waitsForEnd()) {
                    return;
                }
            }
        }

        /** The end is told also to those who ask for nothing more. */
        private boolean waitsForEnd() {
            CompletableFuture<Void> known = ending;
            if (known == null) {
                known = core.endAsync();
                ending = known;
                if (!known.isDone()) {
                    known.whenComplete((nothing, failure) -> advance());
                }
            }
            return !known.isDone();
        }

        private void take() {
            CompletableFuture<T> item = core.takeAsync();
            pending = item;
            if (!item.isDone()) {
                item.whenComplete((value, failure) -> advance());
            }
        }

        private void give(CompletableFuture<T> done) {
            pending = null;
            T item;
            try {
                item = done.join();
            } catch (CompletionException closed) {
                Throwable reason = closed.getCause();
                end(reason instanceof ClosedException ? reason.getCause() : reason);
                return;
            }
            demand.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - 1);
            Flow.Subscriber<? super T> to = subscriber;
            if (to != null) {
                to.onNext(item);
            }
        }

        private void giveUp() {
            CompletableFuture<T> item = pending;
            pending = null;
            subscriber = null;
            if (ending != null) {
                ending.cancel(false);
            }
            if (item != null && !item.cancel(false) && !item.isCompletedExceptionally()) {
                item.thenAccept(core::undelivered);
            }
        }

        /** In order if there is no reason, else in failure. */
        private void end(@Nullable Throwable reason) {
            Flow.Subscriber<? super T> to = subscriber;
            giveUp();
            if (to == null) {
                return;
            }
            if (reason == null) {
                to.onComplete();
            } else {
                to.onError(reason);
            }
        }
    }
}
