package dev.bascule.bench;

import dev.bascule.sync.DualQueue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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

/** Items through a bounded queue, from one thread to another of the same kind; the time is that of one item. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.BATCH)
public class QueueBenchmark {
    @Param({"platform", "virtual"})
    public String thread = "platform";

    @Param({"1024", "16"})
    public int slots = 1024;

    /** A queue and the thread that takes from it. */
    public abstract static class Pipe {
        private final Items items = new Items();

        abstract void open(int slots);

        abstract void put(Integer item) throws InterruptedException;

        abstract Integer take() throws InterruptedException;

        @Setup
        public void start(QueueBenchmark benchmark) {
            open(benchmark.slots);
            VirtualThreads.start(benchmark.thread, () -> items.takeAll(this::take));
        }

        @TearDown
        public void stop() throws InterruptedException {
            put(Items.end());
        }

        void fill() {
            try {
                items.putBatch(this::put);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Ours. */
    @State(Scope.Benchmark)
    public static class Bascule extends Pipe {
        private DualQueue<Integer> queue = DualQueue.create(1);

        @Override
        void open(int slots) {
            queue = DualQueue.create(slots);
        }

        @Override
        void put(Integer item) throws InterruptedException {
            queue.put(item);
        }

        @Override
        Integer take() throws InterruptedException {
            return queue.take();
        }
    }

    /** The JDK's. */
    public abstract static class Jdk extends Pipe {
        private BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);

        abstract BlockingQueue<Integer> make(int slots);

        @Override
        void open(int slots) {
            queue = make(slots);
        }

        @Override
        void put(Integer item) throws InterruptedException {
            queue.put(item);
        }

        @Override
        Integer take() throws InterruptedException {
            return queue.take();
        }
    }

    /** In an array with one lock. */
    @State(Scope.Benchmark)
    public static class InArray extends Jdk {
        @Override
        BlockingQueue<Integer> make(int slots) {
            return new ArrayBlockingQueue<>(slots);
        }
    }

    /** In nodes with two locks. */
    @State(Scope.Benchmark)
    public static class InNodes extends Jdk {
        @Override
        BlockingQueue<Integer> make(int slots) {
            return new LinkedBlockingQueue<>(slots);
        }
    }

    /** Jox's channel. */
    @State(Scope.Benchmark)
    public static class Jox extends Pipe {
        private JoxChannel channel = new JoxChannel(1);

        @Override
        void open(int slots) {
            channel = new JoxChannel(slots);
        }

        @Override
        void put(Integer item) {
            channel.send(item);
        }

        @Override
        Integer take() {
            return (Integer) channel.receive();
        }
    }

    private void batch(Pipe pipe) throws InterruptedException {
        if (thread.equals("virtual")) {
            VirtualThreads.start(pipe::fill).join();
        } else {
            pipe.fill();
        }
    }

    @Benchmark
    public void bascule(Bascule pipe) throws InterruptedException {
        batch(pipe);
    }

    @Benchmark
    public void arrayQueue(InArray pipe) throws InterruptedException {
        batch(pipe);
    }

    @Benchmark
    public void linkedQueue(InNodes pipe) throws InterruptedException {
        batch(pipe);
    }

    @Benchmark
    public void jox(Jox pipe) throws InterruptedException {
        batch(pipe);
    }
}
