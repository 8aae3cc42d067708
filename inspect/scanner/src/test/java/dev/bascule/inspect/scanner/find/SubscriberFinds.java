package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Blocks where values come, and nothing says that this is not a loop. */
public class SubscriberFinds {
    /** Of Reactive Streams. */
    public static class Parks implements Subscriber<String> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        @Expect("BSC105")
        public void onNext(String value) {
            LockSupport.park();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Of Reactor. */
    public static class Waits extends BaseSubscriber<String> {
        private final CountDownLatch latch = new CountDownLatch(1);

        @Override
        protected void hookOnNext(String value) {
            awaitLatch();
        }

        @Expect("BSC105")
        private void awaitLatch() {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Expect("BSC105")
    public Mono<String> inMap(Mono<String> source) {
        return source.map(value -> {
            LockSupport.park();
            return value;
        });
    }

    @Expect("BSC105")
    public Flux<String> inInnerCallable(Flux<String> source) {
        return source.flatMap(value -> Mono.fromCallable(() -> {
            LockSupport.park();
            return value;
        }));
    }

    @Expect("BSC105")
    public Uni<String> inTransform(Uni<String> source) {
        return source.onItem().transform(value -> {
            LockSupport.park();
            return value;
        });
    }

    @Expect("BSC104")
    public Multi<String> awaitsEach(Multi<String> source, Uni<String> other) {
        return source.map(value -> other.await().indefinitely());
    }

    @Expect("BSC105")
    public Future<String> inVertxMap(Future<String> source) {
        return source.map(value -> {
            LockSupport.park();
            return value;
        });
    }

    /** A handler that is passed to what is not known. */
    @Expect("BSC105")
    public Handler<String> aHandler() {
        return value -> LockSupport.park();
    }
}
