package dev.bascule.bench;

import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Two threads that pass a turn to each other; the time is that of one pass. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TurnBenchmark.PASSES)
public class TurnBenchmark {
    static final int PASSES = 2_000;

    private static final int ME = 0;
    private static final int PARTNER = 1;

    /** A partner that passes each turn back. */
    public abstract static class Game {
        final @Nullable Thread[] players = new Thread[2];

        /** Written before a turn is passed, read after it has come. */
        private boolean over;

        abstract void pass(int to);

        abstract void await(int player) throws InterruptedException;

        @Setup
        public void start() {
            players[PARTNER] = VirtualThreads.start("platform", this::answer);
        }

        @TearDown
        public void stop() {
            over = true;
            pass(PARTNER);
        }

        private void answer() {
            try {
                await(PARTNER);
                while (!over) {
                    pass(ME);
                    await(PARTNER);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void play() throws InterruptedException {
            players[ME] = Thread.currentThread();
            for (int i = 0; i < PASSES; i += 2) {
                pass(PARTNER);
                await(ME);
            }
        }
    }

    /** Each waits for its own permit; the other one gives it back. */
    @State(Scope.Benchmark)
    public static class Semaphores extends Game {
        private final DualSemaphore[] permits = {DualSemaphore.create(1), DualSemaphore.create(1)};
        private final @Nullable Hold[] turns = {permits[ME].tryAcquire(), permits[PARTNER].tryAcquire()};

        @Override
        void pass(int to) {
            Hold turn = turns[to];
            if (turn != null) {
                turn.close();
            }
        }

        @Override
        void await(int player) throws InterruptedException {
            turns[player] = permits[player].acquire();
        }
    }

    /** The least that two threads can do. */
    @State(Scope.Benchmark)
    public static class Parking extends Game {
        private volatile int turn = ME;

        @Override
        void pass(int to) {
            turn = to;
            LockSupport.unpark(players[to]);
        }

        @Override
        void await(int player) {
            while (turn != player) {
                LockSupport.park(this);
            }
        }
    }

    @Benchmark
    public void bascule(Semaphores game) throws InterruptedException {
        game.play();
    }

    @Benchmark
    public void park(Parking game) throws InterruptedException {
        game.play();
    }
}
