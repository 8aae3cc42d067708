package dev.bascule.bench;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;

/** Tasks through one loop, from 1 or 4 producers; each gives a batch and waits until its last task has run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(LoopBenchmark.BATCH)
public class LoopBenchmark {
    static final int BATCH = 10_000;

    private static void produce(Executor loop) {
        Gate gate = new Gate(1);
        Runnable task = () -> {};
        for (int i = 1; i < BATCH; i++) {
            loop.execute(task);
        }
        loop.execute(gate::done);
        gate.await();
    }

    private static void produce(Loops.Vertx loops) {
        Gate gate = new Gate(1);
        io.vertx.core.Handler<Void> task = nothing -> {};
        for (int i = 1; i < BATCH; i++) {
            loops.first.runOnContext(task);
        }
        loops.first.runOnContext(nothing -> gate.done());
        gate.await();
    }

    @Benchmark
    public void basculeFrom1(Loops.Bascule loops) {
        produce(loops.one.executor());
    }

    @Benchmark
    public void nettyFrom1(Loops.Netty loops) {
        produce(loops.one);
    }

    @Benchmark
    public void vertxFrom1(Loops.Vertx loops) {
        produce(loops);
    }

    @Benchmark
    public void jdkFrom1(Loops.Jdk loops) {
        produce(loops.one);
    }

    @Benchmark
    @Threads(4)
    public void basculeFrom4(Loops.Bascule loops) {
        produce(loops.one.executor());
    }

    @Benchmark
    @Threads(4)
    public void nettyFrom4(Loops.Netty loops) {
        produce(loops.one);
    }

    @Benchmark
    @Threads(4)
    public void vertxFrom4(Loops.Vertx loops) {
        produce(loops);
    }

    @Benchmark
    @Threads(4)
    public void jdkFrom4(Loops.Jdk loops) {
        produce(loops.one);
    }
}
