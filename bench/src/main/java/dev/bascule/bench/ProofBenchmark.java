package dev.bascule.bench;

import dev.bascule.Bridge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A wait that is published, looked at, and, being interrupted, taken back without parking; it depends on one waiting
 * owner, so that the look is a whole exploration. Meanwhile so many other threads, which own a promise each, wait too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProofBenchmark {
    @Param({"10", "1000", "100000"})
    public int waits = 10;

    private final CompletableFuture<Integer> end = Bridge.promise("end");
    private final List<Thread> threads = new ArrayList<>();
    private CompletableFuture<Integer> owed = end;
    private CompletableFuture<Integer> awaited = end;

    /** On the thread that measures, which is to own a promise. */
    @Setup
    public void begin() throws InterruptedException {
        owed = Bridge.ownedPromise("owed");
        for (int i = 0; i < waits; i++) {
            awaited = another();
        }
        Heap.settle(threads);
    }

    private CompletableFuture<Integer> another() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<CompletableFuture<Integer>> made = new ArrayList<>(1);
        String kind = VirtualThreads.exist() ? "virtual" : "platform";
        threads.add(VirtualThreads.start(kind, () -> {
            CompletableFuture<Integer> mine = Bridge.ownedPromise("other");
            made.add(mine);
            begun.countDown();
            try {
                mine.complete(Bridge.await(end));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        begun.await();
        return made.get(0);
    }

    @TearDown
    public void end() throws InterruptedException {
        end.complete(1);
        for (Thread thread : threads) {
            thread.join();
        }
        owed.complete(1);
    }

    @Benchmark
    public boolean look() {
        Thread.currentThread().interrupt();
        try {
            Bridge.await(awaited);
            return false;
        } catch (InterruptedException expected) {
            return true;
        }
    }
}
