package dev.bascule.bench;

import dev.bascule.Bridge;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.publisher.Sinks;

/**
 * A wait for a stage that another thread completes: make it, give it to a parked thread of the same kind, wait. Each
 * peer has the cheapest thing of its own that can be completed by hand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HandOffBenchmark.BATCH)
public class HandOffBenchmark {
    static final int BATCH = 200;

    @Param({"platform", "virtual"})
    public String thread = "platform";

    /** Where the stage is made and completed by the other thread. */
    public abstract static class Side<T> {
        final Completer<T> completer;

        Side(Consumer<T> completion) {
            completer = new Completer<>(completion);
        }

        @Setup
        public void start(HandOffBenchmark benchmark) {
            completer.start(benchmark.thread);
        }

        @TearDown
        public void stop() {
            completer.stop();
        }
    }

    /** Plain and guarded futures. */
    @State(Scope.Benchmark)
    public static class Futures extends Side<CompletableFuture<Integer>> {
        public Futures() {
            super(future -> future.complete(1));
        }
    }

    /** Reactor's sinks. */
    @State(Scope.Benchmark)
    public static class ReactorSinks extends Side<Sinks.One<Integer>> {
        public ReactorSinks() {
            super(sink -> sink.tryEmitValue(1));
        }
    }

    /** Mutiny's emitters. */
    @State(Scope.Benchmark)
    public static class MutinyEmitters extends Side<UniEmitter<? super Integer>> {
        public MutinyEmitters() {
            super(emitter -> emitter.complete(1));
        }
    }

    /** Kotlin's deferreds. */
    @State(Scope.Benchmark)
    public static class KotlinDeferreds extends Side<CompletableDeferred<Integer>> {
        public KotlinDeferreds() {
            super(deferred -> deferred.complete(1));
        }
    }

    private interface HandOff {
        void once() throws InterruptedException;

        default void end() {}
    }

    private void batch(HandOff handOff) throws InterruptedException {
        if (thread.equals("virtual")) {
            VirtualThreads.start(() -> repeat(handOff)).join();
        } else {
            repeat(handOff);
        }
    }

    private static void repeat(HandOff handOff) {
        try {
            for (int i = 0; i < BATCH; i++) {
                handOff.once();
            }
            handOff.end();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public void bascule(Futures side) throws InterruptedException {
        batch(() -> {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            side.completer.give(stage);
            Bridge.await(stage);
        });
    }

    @Benchmark
    public void basculePromise(Futures side) throws InterruptedException {
        batch(() -> {
            CompletableFuture<Integer> stage = Bridge.promise("bench");
            side.completer.give(stage);
            Bridge.await(stage);
        });
    }

    /** On a thread for which others may wait, so that its own waits are published and looked at. */
    @Benchmark
    public void basculeOwner(Futures side) throws InterruptedException {
        batch(new HandOff() {
            private @Nullable CompletableFuture<Integer> owed;

            @Override
            public void once() throws InterruptedException {
                if (owed == null) {
                    owed = Bridge.ownedPromise("owed");
                }
                CompletableFuture<Integer> stage = Bridge.promise("bench");
                side.completer.give(stage);
                Bridge.await(stage);
            }

            @Override
            public void end() {
                if (owed != null) {
                    owed.complete(1);
                }
            }
        });
    }

    @Benchmark
    public void jdk(Futures side) throws InterruptedException {
        batch(() -> {
            CompletableFuture<Integer> stage = new CompletableFuture<>();
            side.completer.give(stage);
            try {
                stage.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Benchmark
    public void reactor(ReactorSinks side) throws InterruptedException {
        batch(() -> {
            Sinks.One<Integer> sink = Sinks.one();
            side.completer.give(sink);
            sink.asMono().block();
        });
    }

    @Benchmark
    public void mutiny(MutinyEmitters side) throws InterruptedException {
        batch(() ->
                Uni.createFrom().<Integer>emitter(side.completer::give).await().indefinitely());
    }

    @Benchmark
    public void kotlin(KotlinDeferreds side) throws InterruptedException {
        batch(() -> {
            CompletableDeferred<Integer> deferred = CompletableDeferredKt.CompletableDeferred(null);
            side.completer.give(deferred);
            BuildersKt.runBlocking(
                    EmptyCoroutineContext.INSTANCE, (scope, continuation) -> deferred.await(continuation));
        });
    }
}
