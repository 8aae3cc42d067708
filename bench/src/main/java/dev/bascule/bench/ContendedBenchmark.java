package dev.bascule.bench;

import com.ibm.asyncutil.locks.AsyncLock;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.Hold;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A lock that so many threads want all the time, each for an increment; the time is that of one increment by any of them.
 * The thread that measures only looks on: of threads that measured themselves, those that come late would count double.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ContendedBenchmark.BATCH)
public class ContendedBenchmark {
    static final int BATCH = 20_000;

    @Param({"2", "8", "64"})
    public int threads = 2;

    /** A lock, and those who want it. */
    public abstract static class Crowd {
        private final AtomicInteger batches = new AtomicInteger();
        private volatile boolean stopped;
        private volatile @Nullable Thread watcher;

        // -- guarded by the lock --
        private int left = BATCH;

        // -- used by the watcher only --
        private int seen;

        /** Takes the lock, {@link #increment increments}, and gives it back. */
        abstract void once() throws InterruptedException;

        void increment() {
            if (--left == 0) {
                left = BATCH;
                batches.incrementAndGet();
                LockSupport.unpark(watcher);
            }
        }

        @Setup
        public void start(ContendedBenchmark benchmark) {
            for (int i = 0; i < benchmark.threads; i++) {
                VirtualThreads.start("platform", this::run);
            }
        }

        private void run() {
            try {
                while (!stopped) {
                    once();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @TearDown
        public void stop() {
            stopped = true;
        }

        /** What was done while nobody looked does not count. */
        @Setup(Level.Iteration)
        public void catchUp() {
            watcher = Thread.currentThread();
            seen = batches.get();
            awaitBatch();
        }

        void awaitBatch() {
            seen++;
            while (batches.get() < seen) {
                LockSupport.park(this);
            }
        }
    }

    /** Ours. */
    @State(Scope.Benchmark)
    public static class Bascule extends Crowd {
        private final DualLock lock = DualLock.create();

        @Override
        void once() throws InterruptedException {
            try (Hold hold = lock.acquire()) {
                increment();
            }
        }
    }

    /** The JDK's, not fair. */
    @State(Scope.Benchmark)
    public static class Jdk extends Crowd {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        void once() {
            lock.lock();
            try {
                increment();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Asyncutil's, waited for. */
    @State(Scope.Benchmark)
    public static class Asyncutil extends Crowd {
        private final AsyncLock lock = AsyncLock.create();

        @Override
        void once() {
            try (AsyncLock.LockToken token =
                    lock.acquireLock().toCompletableFuture().join()) {
                increment();
            }
        }
    }

    @Benchmark
    public void bascule(Bascule crowd) {
        crowd.awaitBatch();
    }

    @Benchmark
    public void jdk(Jdk crowd) {
        crowd.awaitBatch();
    }

    @Benchmark
    public void asyncutil(Asyncutil crowd) {
        crowd.awaitBatch();
    }
}
