package dev.bascule.inspect.scanner.spare;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Blocks where values come, where the program says that this is no loop. */
public class SubscriberSpares {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    private static String park(Object value) {
        LockSupport.parkNanos(1);
        return value.toString();
    }

    /** Subscribed to what gives its values elsewhere. */
    public static class Waits extends BaseSubscriber<String> {
        @Override
        protected void hookOnNext(String value) {
            park(value);
        }
    }

    public void subscriberElsewhere(Flux<String> source) {
        source.publishOn(Schedulers.boundedElastic()).subscribe(new Waits());
    }

    /** Moved by its only caller. */
    private Mono<String> parks(Mono<String> source) {
        return source.map(value -> park(value));
    }

    public Mono<String> movedByTheCaller(Mono<String> source) {
        return parks(source).subscribeOn(Schedulers.boundedElastic());
    }

    /** Given a publisher whose values come elsewhere. */
    private Mono<String> parksToo(Mono<String> source) {
        return source.map(value -> park(value));
    }

    public Mono<String> movedBeforeTheCall(Mono<String> source) {
        return parksToo(source.publishOn(Schedulers.boundedElastic()));
    }

    public Mono<String> afterACallable() {
        return Mono.fromCallable(() -> park("")).map(value -> park(value));
    }

    public CompletableFuture<String> continued(CompletableFuture<String> stage) {
        return stage.thenApply(value -> park(value));
    }

    public CompletableFuture<String> continuedOnAnExecutor() {
        return CompletableFuture.supplyAsync(() -> park(""), workers).thenApply(value -> park(value));
    }
}
