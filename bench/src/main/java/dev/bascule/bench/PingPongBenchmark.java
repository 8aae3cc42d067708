package dev.bascule.bench;

import dev.bascule.Bridge;
import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A question to a loop from outside and a wait for the answer; a ball between two loops, in hops. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PingPongBenchmark {
    static final int HOPS = 1_000;

    /** Runs on two loops in turn. */
    private static final class Ball implements Runnable {
        private final Gate gate = new Gate(1);
        private final Executor one;
        private final Executor two;
        private int left = HOPS;

        Ball(Executor one, Executor two) {
            this.one = one;
            this.two = two;
        }

        void play() {
            one.execute(this);
            gate.await();
        }

        @Override
        public void run() {
            if (--left == 0) {
                gate.done();
            } else {
                ((left & 1) == 0 ? one : two).execute(this);
            }
        }
    }

    private static Executor executor(Context context) {
        return task -> context.runOnContext(nothing -> task.run());
    }

    @Benchmark
    public Integer basculeAnswer(Loops.Bascule loops) throws Exception {
        return Bridge.await(loops.one.submit(() -> 1));
    }

    @Benchmark
    public Integer nettyAnswer(Loops.Netty loops) throws Exception {
        return loops.one.submit(() -> 1).get();
    }

    @Benchmark
    public Integer vertxAnswer(Loops.Vertx loops) throws Exception {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        loops.first.runOnContext(nothing -> answer.complete(1));
        return answer.get();
    }

    @Benchmark
    public Integer jdkAnswer(Loops.Jdk loops) throws Exception {
        return loops.one.submit(() -> 1).get();
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void basculeBall(Loops.Bascule loops) {
        new Ball(loops.one.executor(), loops.two.executor()).play();
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void nettyBall(Loops.Netty loops) {
        new Ball(loops.one, loops.two).play();
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void vertxBall(Loops.Vertx loops) {
        new Ball(executor(loops.first), executor(loops.second)).play();
    }

    @Benchmark
    @OperationsPerInvocation(HOPS)
    public void jdkBall(Loops.Jdk loops) {
        new Ball(loops.one, loops.two).play();
    }
}
