package dev.bascule.bench;

import dev.bascule.offload.Offload;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import reactor.core.publisher.Mono;

/** Calls per second through a bounded place: a batch from one thread, then a wait until all have run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(OffloadBenchmark.BATCH)
public class OffloadBenchmark {
    static final int BATCH = 1_000;

    private static Callable<Integer> counted(Work work, Gate gate) {
        return () -> {
            int result = work.run();
            gate.done();
            return result;
        };
    }

    @Benchmark
    public void bascule(Work work, Places.Bascule place) {
        through(place.offload, work);
    }

    @Benchmark
    public void basculePlatform(Work work, Places.BasculePlatform place) {
        through(place.offload, work);
    }

    private static void through(Offload offload, Work work) {
        Gate gate = new Gate(BATCH);
        Callable<Integer> call = counted(work, gate);
        for (int i = 0; i < BATCH; i++) {
            offload.call(call);
        }
        gate.await();
    }

    @Benchmark
    public void byHand(Work work, Places.ByHand place) {
        Gate gate = new Gate(BATCH);
        Callable<Integer> call = counted(work, gate);
        for (int i = 0; i < BATCH; i++) {
            place.call(call);
        }
        gate.await();
    }

    @Benchmark
    public void reactor(Work work, Places.Reactor place) {
        Gate gate = new Gate(BATCH);
        Callable<Integer> call = counted(work, gate);
        for (int i = 0; i < BATCH; i++) {
            Mono.fromCallable(call).subscribeOn(place.elastic).subscribe();
        }
        gate.await();
    }

    @Benchmark
    public void vertx(Work work, Places.Vertx place) {
        Gate gate = new Gate(BATCH);
        Callable<Integer> call = counted(work, gate);
        for (int i = 0; i < BATCH; i++) {
            place.context.executeBlocking(call, false);
        }
        gate.await();
    }
}
