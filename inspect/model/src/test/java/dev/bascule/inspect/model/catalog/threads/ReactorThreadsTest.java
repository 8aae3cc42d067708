package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class ReactorThreadsTest extends ThreadsTest {
    private static final String MONO = "reactor.core.publisher.Mono.";
    private static final String FLUX = "reactor.core.publisher.Flux.";
    private static final String SCHEDULERS = "reactor.core.scheduler.Schedulers.";
    private static final Duration SOON = Duration.ofMillis(5);

    @Override
    List<String> files() {
        return List.of("reactor.yaml");
    }

    @Override
    void probe() {
        upstream();
        sources();
        shapes();
        moves();
        schedulers();
    }

    /** A thread of its own subscribes. */
    private static void subscribe(Publisher<?> publisher) {
        Seen.on(RunsOn.SUBSCRIBER, () -> Flux.from(publisher).subscribe(it -> {}, failure -> {}));
    }

    /** Its value comes on a thread called upstream. */
    private static Mono<Integer> mono() {
        return Mono.create(sink -> Seen.on(RunsOn.UPSTREAM, () -> sink.success(1)));
    }

    private static Flux<Integer> flux() {
        return mono().flux();
    }

    private static Scheduler scheduler() {
        return Schedulers.fromExecutor(Seen.executor());
    }

    private void upstream() {
        callback(MONO + "map", seen -> subscribe(mono().map(seen::here)));
        callback(MONO + "flatMap", seen -> subscribe(mono().flatMap(it -> Mono.just(seen.here(it)))));
        callback(MONO + "doOnNext", seen -> subscribe(mono().doOnNext(seen::here)));
        callback(MONO + "doFinally", seen -> subscribe(mono().doFinally(seen::here)));
        callback(MONO + "handle", seen -> subscribe(mono().handle((it, sink) -> seen.note())));
        callback(MONO + "subscribe", seen -> mono().subscribe(seen::here));
        callback(
                MONO + "onErrorResume",
                seen -> subscribe(
                        mono().map(it -> Integer.parseInt("x")).onErrorResume(it -> seen.here(Mono.empty()))));
        callback(MONO + "zipWith", seen -> subscribe(mono().zipWith(mono(), (a, b) -> seen.here(a))));
        callback(FLUX + "filter", seen -> subscribe(flux().filter(it -> seen.here(true))));
        callback(FLUX + "concatMap", seen -> subscribe(flux().concatMap(it -> Mono.just(seen.here(it)))));
        callback(FLUX + "collectMap", seen -> subscribe(flux().collectMap(seen::here)));
    }

    private void sources() {
        callback(MONO + "create", seen -> subscribe(Mono.create(sink -> seen.note())));
        callback(MONO + "defer", seen -> subscribe(Mono.defer(() -> seen.here(Mono.empty()))));
        callback(MONO + "deferContextual", seen -> subscribe(Mono.deferContextual(it -> seen.here(Mono.empty()))));
        callback(MONO + "error", seen -> subscribe(Mono.error(() -> seen.here(new IllegalStateException()))));
        callback(MONO + "using", seen -> subscribe(Mono.using(() -> seen.here(1), Mono::just, it -> {})));
        callback(MONO + "doFirst", seen -> subscribe(mono().doFirst(seen::note)));
        callback(MONO + "doOnSubscribe", seen -> subscribe(mono().doOnSubscribe(seen::here)));
        callback(MONO + "fromCallable", seen -> subscribe(Mono.fromCallable(() -> seen.here(1))));
        callback(MONO + "fromSupplier", seen -> subscribe(Mono.fromSupplier(() -> seen.here(1))));
        callback(MONO + "fromRunnable", seen -> subscribe(Mono.fromRunnable(seen::note)));
        callback(
                MONO + "fromFuture",
                seen -> subscribe(Mono.fromFuture(() -> seen.here(CompletableFuture.completedFuture(1)))));
        callback(FLUX + "defer", seen -> subscribe(Flux.defer(() -> seen.here(Flux.empty()))));
        callback(
                FLUX + "generate",
                seen -> subscribe(Flux.generate(sink -> {
                    seen.note();
                    sink.complete();
                })));
        callback(FLUX + "push", seen -> subscribe(Flux.push(sink -> seen.note())));
        callback(FLUX + "fromStream", seen -> subscribe(Flux.fromStream(() -> seen.here(List.of(1).stream()))));
    }

    private void shapes() {
        callback(MONO + "transform", seen -> mono().transform(it -> seen.here(it)));
        callback(FLUX + "as", seen -> flux().as(it -> seen.here(it)));
        callback(MONO + "transformDeferred", seen -> subscribe(mono().transformDeferred(it -> seen.here(it))));
        callback(
                "reactor.core.scheduler.Scheduler.schedule", seen -> scheduler().schedule(seen::note));
    }

    /** The function stands after the move. */
    private static Run after(Function<Mono<Integer>, Publisher<Integer>> move) {
        return seen -> subscribe(Flux.from(move.apply(mono())).map(seen::here));
    }

    /** The function stands before the move. */
    private static Run before(Function<Mono<Integer>, Publisher<Integer>> move) {
        return seen -> subscribe(move.apply(Mono.fromCallable(() -> seen.here(1))));
    }

    private void moves() {
        moved(MONO + "publishOn", after(it -> it.publishOn(scheduler())));
        moved(FLUX + "publishOn", after(it -> it.flux().publishOn(scheduler())));
        moved(
                "reactor.core.publisher.ParallelFlux.runOn",
                seen -> flux().parallel(1).runOn(scheduler()).map(seen::here).subscribe());
        moved(MONO + "delayElement(Duration)", after(it -> it.delayElement(SOON)));
        moved(FLUX + "delayElements(Duration)", after(it -> it.flux().delayElements(SOON)));
        moved(FLUX + "delaySequence(Duration)", after(it -> it.flux().delaySequence(SOON)));
        moved(MONO + "delayElement(Duration, Scheduler)", after(it -> it.delayElement(SOON, timer())));
        moved(MONO + "subscribeOn", before(it -> it.subscribeOn(scheduler())));
        moved(FLUX + "subscribeOn", before(it -> it.flux().subscribeOn(scheduler())));
        moved(MONO + "delaySubscription(Duration)", before(it -> it.delaySubscription(SOON)));
        moved(MONO + "delaySubscription(Duration, Scheduler)", before(it -> it.delaySubscription(SOON, timer())));
    }

    /** One that can schedule for later. */
    private static Scheduler timer() {
        return Schedulers.newSingle(work -> {
            Thread thread = new Thread(work, RunsOn.EXECUTOR.name());
            thread.setDaemon(true);
            return thread;
        });
    }

    private void scheduler(String name, Scheduler scheduler) {
        executor(SCHEDULERS + name, seen -> scheduler.schedule(seen::note));
    }

    private void schedulers() {
        scheduler("boundedElastic", Schedulers.boundedElastic());
        scheduler("parallel", Schedulers.parallel());
        scheduler("single", Schedulers.single());
        scheduler("newParallel", Schedulers.newParallel("p", 1, true));
        scheduler("immediate", Schedulers.immediate());
        emits(MONO + "delay(Duration)", Mono.delay(SOON));
        emits(FLUX + "interval(Duration)", Flux.interval(SOON).take(1));
    }

    private void emits(String method, Publisher<Long> publisher) {
        Consumer<Seen> run = seen -> subscribe(Flux.from(publisher).map(seen::here));
        value(method, run::accept);
    }
}
