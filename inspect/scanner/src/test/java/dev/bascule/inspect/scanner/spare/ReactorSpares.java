package dev.bascule.inspect.scanner.spare;

import dev.bascule.annotations.AllowBlocking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Blocks where it may. */
public class ReactorSpares {
    private final Scheduler jdbc = Schedulers.newBoundedElastic(2, 2, "jdbc");
    private final Executor blocking = Executors.newFixedThreadPool(2);
    private final ReentrantLock lock = new ReentrantLock();

    private static String park(Object any) {
        LockSupport.parkNanos(1);
        return any.toString();
    }

    public Mono<String> movedByItself() {
        return Mono.fromCallable(() -> park("")).subscribeOn(Schedulers.boundedElastic());
    }

    public Mono<String> movedByTheCaller() {
        return notMoved().subscribeOn(Schedulers.boundedElastic());
    }

    public Mono<String> notMoved() {
        return Mono.fromCallable(() -> park(""));
    }

    public Mono<String> movedAfterDelay() {
        return Mono.delay(Duration.ofMillis(1))
                .publishOn(Schedulers.boundedElastic())
                .map(tick -> park(tick));
    }

    public Mono<String> movedInside() {
        return Mono.delay(Duration.ofMillis(1))
                .flatMap(tick -> Mono.fromCallable(() -> park(tick)).subscribeOn(jdbc));
    }

    public Mono<String> movedInsideAndOn() {
        return Mono.delay(Duration.ofMillis(1))
                .flatMap(tick -> Mono.fromCallable(() -> park(tick)).subscribeOn(Schedulers.boundedElastic()))
                .map(value -> park(value));
    }

    public Mono<String> movedByAHelper() {
        return moved(Mono.fromCallable(() -> park("")));
    }

    private static <T> Mono<T> moved(Mono<T> mono) {
        return mono.subscribeOn(Schedulers.boundedElastic());
    }

    public CompletableFuture<String> onAnExecutorOfItsOwn() {
        return CompletableFuture.supplyAsync(() -> park(""), blocking);
    }

    public CompletableFuture<String> continuedOnAnExecutor(CompletableFuture<String> before) {
        return before.thenApplyAsync(value -> park(value), blocking);
    }

    public CompletableFuture<String> whenDone(CompletableFuture<String> other) {
        if (other.isDone()) {
            return CompletableFuture.completedFuture(other.join());
        }
        return other.thenApply(value -> value + "!");
    }

    public CompletableFuture<String> completedAlready() {
        CompletableFuture<String> done = CompletableFuture.completedFuture("x");
        return CompletableFuture.completedFuture(done.join());
    }

    public CompletableFuture<List<String>> afterAll(List<CompletableFuture<String>> all) {
        return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                .thenApply(nothing -> all.stream().map(CompletableFuture::join).collect(Collectors.toList()));
    }

    public Flux<String> tryLock() {
        return Flux.interval(Duration.ofMillis(1)).map(tick -> {
            if (lock.tryLock()) {
                lock.unlock();
            }
            return "";
        });
    }

    public Flux<String> guarded() {
        return Flux.interval(Duration.ofMillis(1)).map(tick -> {
            if (!Schedulers.isInNonBlockingThread()) {
                park(tick);
            }
            return "";
        });
    }

    /** Nothing that is not asked for waits. */
    public String blocksItsOwnThread(Mono<String> mono) {
        return mono.block();
    }

    @AllowBlocking("once, before the server starts")
    public Mono<String> allowed() {
        return Mono.delay(Duration.ofMillis(1)).map(tick -> park(tick));
    }

    public void subscribed(Mono<String> mono) {
        mono.doOnNext(value -> System.out.println(value)).subscribe();
    }
}
