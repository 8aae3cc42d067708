package dev.bascule.bench;

import io.netty.channel.DefaultEventLoop;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/**
 * Timers set by a callback on the loop: a batch that fires 1 ms later (the finest that Vert.x has, so up to 0.1 us of
 * the time per timer is waiting), or one of 1 hour that is cancelled at once, as most timeouts are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TimerBenchmark.BATCH)
public class TimerBenchmark {
    static final int BATCH = 10_000;
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LATE = Duration.ofHours(1);

    @Benchmark
    public void basculeFire(Loops.Bascule loops) {
        Gate gate = new Gate(BATCH);
        Callable<Object> tick = () -> {
            gate.done();
            return gate;
        };
        loops.one.executor().execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                loops.one.schedule(SOON, tick);
            }
        });
        gate.await();
    }

    @Benchmark
    public void nettyFire(Loops.Netty loops) {
        Gate gate = new Gate(BATCH);
        DefaultEventLoop loop = loops.one;
        loop.execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                loop.schedule(gate::done, 1, TimeUnit.MILLISECONDS);
            }
        });
        gate.await();
    }

    @Benchmark
    public void vertxFire(Loops.Vertx loops) {
        Gate gate = new Gate(BATCH);
        Vertx vertx = loops.one;
        loops.first.runOnContext(nothing -> {
            for (int i = 0; i < BATCH; i++) {
                vertx.setTimer(1, id -> gate.done());
            }
        });
        gate.await();
    }

    @Benchmark
    public void jdkFire(Loops.Jdk loops) {
        Gate gate = new Gate(BATCH);
        ScheduledThreadPoolExecutor loop = loops.one;
        loop.execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                loop.schedule(gate::done, 1, TimeUnit.MILLISECONDS);
            }
        });
        gate.await();
    }

    @Benchmark
    public void basculeCancel(Loops.Bascule loops) {
        Gate gate = new Gate(1);
        loops.one.executor().execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                CompletableFuture<Object> timer = loops.one.schedule(LATE, () -> gate);
                timer.cancel(false);
            }
            loops.one.executor().execute(gate::done);
        });
        gate.await();
    }

    @Benchmark
    public void nettyCancel(Loops.Netty loops) {
        Gate gate = new Gate(1);
        loops.one.execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                Future<?> timer = loops.one.schedule(gate::done, 1, TimeUnit.HOURS);
                timer.cancel(false);
            }
            loops.one.execute(gate::done);
        });
        gate.await();
    }

    @Benchmark
    public void vertxCancel(Loops.Vertx loops) {
        Gate gate = new Gate(1);
        loops.first.runOnContext(nothing -> {
            for (int i = 0; i < BATCH; i++) {
                long timer = loops.one.setTimer(LATE.toMillis(), id -> gate.done());
                loops.one.cancelTimer(timer);
            }
            loops.first.runOnContext(none -> gate.done());
        });
        gate.await();
    }

    @Benchmark
    public void jdkCancel(Loops.Jdk loops) {
        Gate gate = new Gate(1);
        loops.one.execute(() -> {
            for (int i = 0; i < BATCH; i++) {
                Future<?> timer = loops.one.schedule(gate::done, 1, TimeUnit.HOURS);
                timer.cancel(false);
            }
            loops.one.execute(gate::done);
        });
        gate.await();
    }
}
