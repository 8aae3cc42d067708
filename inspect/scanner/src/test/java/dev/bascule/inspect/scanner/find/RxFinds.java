package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Blocks RxJava's computation threads, and waits where a source is promised. */
public class RxFinds {
    @Expect("BSC105")
    public Observable<Long> onTimer() {
        return Observable.interval(1, TimeUnit.SECONDS).doOnNext(tick -> LockSupport.park());
    }

    public Flowable<String> observedOnComputation(Flowable<String> source) {
        return source.observeOn(Schedulers.computation()).map(this::one);
    }

    private String one(String value) {
        return two(value);
    }

    @Expect("BSC105")
    private String two(String value) {
        LockSupport.park();
        return value;
    }

    @Expect("BSC104")
    public Single<String> waitsInside(Single<String> other) {
        return Single.just(other.blockingGet());
    }

    @Expect("BSC204")
    @SuppressWarnings("CheckReturnValue") // what is to be found
    public Single<String> dropped(Single<String> source) {
        source.subscribeOn(Schedulers.io());
        return source;
    }
}
