package dev.bascule.bench;

import dev.bascule.Bridge;
import dev.bascule.offload.Offload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A wait for a stage that is done. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AwaitBenchmark {
    private CompletableFuture<Integer> plain = CompletableFuture.completedFuture(1);
    private CompletableFuture<Integer> guarded = guarded();

    private static CompletableFuture<Integer> guarded() {
        CompletableFuture<Integer> stage = Offload.io().call(() -> 1);
        stage.join();
        return stage;
    }

    @Benchmark
    public Integer bascule() throws Exception {
        return Bridge.await(plain);
    }

    @Benchmark
    public Integer basculeGuarded() throws Exception {
        return Bridge.await(guarded);
    }

    @Benchmark
    public Integer jdk() throws Exception {
        return plain.get();
    }
}
