package dev.bascule.inspect.scanner.spare;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Blocks where RxJava may. */
public class RxSpares {
    private static String park(Object value) {
        LockSupport.parkNanos(1);
        return value.toString();
    }

    public Single<String> onIo() {
        return Single.fromCallable(() -> park("")).subscribeOn(Schedulers.io());
    }

    public Observable<String> movedAfterTimer() {
        return Observable.interval(1, TimeUnit.SECONDS)
                .observeOn(Schedulers.io())
                .map(RxSpares::park);
    }

    public Flowable<String> onAnExecutor(Flowable<String> source) {
        return source.observeOn(Schedulers.from(Executors.newFixedThreadPool(2)))
                .map(RxSpares::park);
    }

    public Single<String> movedByTheCaller() {
        return notMoved().subscribeOn(Schedulers.io());
    }

    private Single<String> notMoved() {
        return Single.fromCallable(() -> park("")).map(RxSpares::park);
    }

    public String waitsOnItsOwnThread(Single<String> source) {
        return source.blockingGet();
    }
}
