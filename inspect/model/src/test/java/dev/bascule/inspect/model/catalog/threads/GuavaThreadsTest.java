package dev.bascule.inspect.model.catalog.threads;

import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Lists;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.util.List;

@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"}) // which thread ran it is all that is asked
class GuavaThreadsTest extends ThreadsTest {
    private static final String FUTURES = "com.google.common.util.concurrent.Futures.";

    @Override
    List<String> files() {
        return List.of("guava.yaml");
    }

    @Override
    void probe() {
        callback(
                "com.google.common.util.concurrent.ListenableFuture.addListener",
                seen -> later().addListener(seen::note, Seen.executor()));
        callback(
                FUTURES + "addCallback",
                seen -> Futures.addCallback(
                        later(),
                        new FutureCallback<Integer>() {
                            @Override
                            public void onSuccess(Integer result) {
                                seen.note();
                            }

                            @Override
                            public void onFailure(Throwable failure) {}
                        },
                        Seen.executor()));
        callback(FUTURES + "transform", seen -> Futures.transform(later(), seen::here, Seen.executor()));
        callback(
                FUTURES + "catching",
                seen -> Futures.catching(
                        Futures.immediateFailedFuture(new IllegalStateException()),
                        IllegalStateException.class,
                        seen::here,
                        Seen.executor()));
        callback(FUTURES + "submit(Callable, Executor)", seen -> Futures.submit(() -> seen.here(1), Seen.executor()));
        callback(
                "com.google.common.collect.Lists.transform",
                seen -> Lists.transform(List.of(1), seen::here).get(0));
        callback(
                "com.google.common.cache.Cache.get",
                seen -> CacheBuilder.newBuilder().build().get(1, () -> seen.here(1)));
        executor(
                "com.google.common.util.concurrent.MoreExecutors.directExecutor",
                seen -> MoreExecutors.directExecutor().execute(seen::note));
    }

    private static SettableFuture<Integer> later() {
        SettableFuture<Integer> future = SettableFuture.create();
        Seen.on(RunsOn.UPSTREAM, () -> future.set(1));
        return future;
    }
}
