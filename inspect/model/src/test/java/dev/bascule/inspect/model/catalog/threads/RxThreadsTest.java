package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.inspect.model.catalog.RunsOn;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.List;
import java.util.concurrent.TimeUnit;

@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"}) // which thread ran it is all that is asked
class RxThreadsTest extends ThreadsTest {
    private static final String CORE = "io.reactivex.rxjava3.core.";
    private static final String SCHEDULERS = "io.reactivex.rxjava3.schedulers.Schedulers.";

    @Override
    List<String> files() {
        return List.of("rxjava.yaml");
    }

    @Override
    void probe() {
        callback(CORE + "Single.map", seen -> subscribe(single().map(seen::here)));
        callback(CORE + "Single.flatMap", seen -> subscribe(single().flatMap(it -> seen.here(Single.just(it)))));
        callback(CORE + "Single.subscribe", seen -> single().subscribe(seen::here));
        callback(
                CORE + "Flowable.filter",
                seen -> subscribe(
                        single().toFlowable().filter(it -> seen.here(true)).firstOrError()));
        callback(
                CORE + "Observable.doOnNext",
                seen -> subscribe(single().toObservable().doOnNext(seen::here).firstOrError()));
        callback(CORE + "Single.create", seen -> subscribe(Single.create(emitter -> seen.note())));
        callback(CORE + "Single.fromCallable", seen -> subscribe(Single.fromCallable(() -> seen.here(1))));
        callback(CORE + "Single.defer", seen -> subscribe(Single.defer(() -> seen.here(single()))));
        callback(
                CORE + "Flowable.generate",
                seen -> subscribe(Flowable.generate(emitter -> {
                            seen.note();
                            emitter.onNext(1);
                        })
                        .firstOrError()));
        callback(CORE + "Single.doOnSubscribe", seen -> subscribe(single().doOnSubscribe(seen::here)));
        callback(CORE + "Single.compose", seen -> single().compose(it -> seen.here(it)));
        callback(
                CORE + "Scheduler.scheduleDirect",
                seen -> Schedulers.from(Seen.executor()).scheduleDirect(seen::note));
        moved(
                CORE + "Single.subscribeOn",
                seen -> subscribe(
                        Single.fromCallable(() -> seen.here(1)).subscribeOn(Schedulers.from(Seen.executor()))));
        moved(
                CORE + "Observable.observeOn",
                seen -> subscribe(single().toObservable()
                        .observeOn(Schedulers.from(Seen.executor()))
                        .map(seen::here)
                        .firstOrError()));
        scheduler("io", Schedulers.io());
        scheduler("newThread", Schedulers.newThread());
        scheduler("computation", Schedulers.computation());
        scheduler("single", Schedulers.single());
        scheduler("trampoline", Schedulers.trampoline());
        value(
                CORE + "Single.timer(long, TimeUnit)",
                seen -> subscribe(Single.timer(1, TimeUnit.MILLISECONDS).map(seen::here)));
        value(
                CORE + "Observable.interval(long, TimeUnit)",
                seen -> subscribe(Observable.interval(1, TimeUnit.MILLISECONDS)
                        .map(seen::here)
                        .firstOrError()));
    }

    private void scheduler(String name, Scheduler scheduler) {
        executor(SCHEDULERS + name, seen -> scheduler.scheduleDirect(seen::note));
    }

    private static void subscribe(Single<?> single) {
        Seen.on(RunsOn.SUBSCRIBER, () -> single.subscribe(it -> {}, failure -> {}));
    }

    private static Single<Integer> single() {
        return Single.create(emitter -> Seen.on(RunsOn.UPSTREAM, () -> emitter.onSuccess(1)));
    }
}
