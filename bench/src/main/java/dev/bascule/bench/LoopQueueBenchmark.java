package dev.bascule.bench;

import dev.bascule.loop.EventLoop;
import dev.bascule.sync.DualQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.channels.ChannelsKt;
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

/**
 * Items through a bounded queue between a thread, which waits by blocking, and a loop or coroutine, which must not; the
 * time is that of one item.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Items.BATCH)
public class LoopQueueBenchmark {
    @Param({"1024", "16"})
    public int slots = 1024;

    // -- ours, on a loop --

    /** A queue and a loop. */
    public abstract static class Bascule {
        final EventLoop loop = EventLoop.open("bench");
        DualQueue<Integer> queue = DualQueue.create(1);

        @Setup
        public void open(LoopQueueBenchmark benchmark) {
            queue = DualQueue.create(benchmark.slots);
            begin();
        }

        void begin() {}

        @TearDown
        public void close() {
            loop.close();
        }
    }

    /** The loop takes. */
    @State(Scope.Benchmark)
    public static class BasculeSink extends Bascule {
        final Items items = new Items();

        @Override
        void begin() {
            loop.executor().execute(this::takeAll);
        }

        /** Once it returns, the next item has yet to come. */
        private void takeAll() {
            CompletableFuture<Integer> item = queue.takeAsync();
            while (item.isDone()) {
                items.taken(item.join());
                item = queue.takeAsync();
            }
            item.thenAccept(this::takeOn);
        }

        private void takeOn(Integer item) {
            items.taken(item);
            takeAll();
        }
    }

    /** The loop puts. */
    @State(Scope.Benchmark)
    public static class BasculeSource extends Bascule {
        /** Of the batch; used on the loop only. */
        private int left;

        void putBatch() {
            loop.executor().execute(() -> {
                left = Items.BATCH;
                putRest();
            });
        }

        private void putRest() {
            while (left > 0) {
                left--;
                CompletableFuture<Void> room = queue.putAsync(Items.any());
                if (!room.isDone()) {
                    room.thenRun(this::putRest);
                    return;
                }
            }
        }
    }

    @Benchmark
    public void basculeToLoop(BasculeSink sink) throws Exception {
        sink.items.putBatch(sink.queue::put);
    }

    @Benchmark
    public void basculeFromLoop(BasculeSource source) throws Exception {
        source.putBatch();
        Items.takeBatch(source.queue::take);
    }

    // -- Kotlin's channel, and coroutines where they run by default --

    /** A channel, and its two blocking faces. */
    public abstract static class Kotlin {
        Channel<Integer> channel = channel(1);

        static Channel<Integer> channel(int slots) {
            return ChannelKt.Channel(slots, BufferOverflow.SUSPEND, null);
        }

        @Setup
        public void open(LoopQueueBenchmark benchmark) {
            channel = channel(benchmark.slots);
            begin();
        }

        void begin() {}

        void put(Integer item) throws InterruptedException {
            ChannelsKt.trySendBlocking(channel, item);
        }

        /** The same as {@code trySendBlocking} does: at once if that is possible. */
        @SuppressWarnings("deprecation") // its successor has no name that Java can say
        Integer take() throws InterruptedException {
            Integer item = channel.poll();
            return item != null
                    ? item
                    : BuildersKt.runBlocking(
                            EmptyCoroutineContext.INSTANCE, (scope, continuation) -> channel.receive(continuation));
        }
    }

    /** A coroutine takes. */
    @State(Scope.Benchmark)
    public static class KotlinSink extends Kotlin {
        final Items items = new Items();

        @Override
        void begin() {
            Suspending.launch(completion -> new TakeAll(completion, channel, items));
        }
    }

    /** A coroutine puts. */
    @State(Scope.Benchmark)
    public static class KotlinSource extends Kotlin {
        void putBatch() {
            Suspending.launch(completion -> new PutBatch(completion, channel));
        }
    }

    /** {@code while (true) items.taken(channel.receive())}. */
    @SuppressWarnings("serial")
    private static final class TakeAll extends Suspending {
        private final Channel<Integer> channel;
        private final Items items;

        TakeAll(Continuation<Object> completion, Channel<Integer> channel, Items items) {
            super(completion);
            this.channel = channel;
            this.items = items;
        }

        @Override
        Object begin() {
            @Nullable Object item = channel.receive(this);
            while (item instanceof Integer number) {
                items.taken(number);
                item = channel.receive(this);
            }
            return SUSPENDED;
        }

        @Override
        Object resume(Object result) {
            items.taken((Integer) result);
            return begin();
        }
    }

    /** {@code repeat(BATCH) { channel.send(any) }}. */
    @SuppressWarnings("serial")
    private static final class PutBatch extends Suspending {
        private final Channel<Integer> channel;
        private int left = Items.BATCH;

        PutBatch(Continuation<Object> completion, Channel<Integer> channel) {
            super(completion);
            this.channel = channel;
        }

        @Override
        Object begin() {
            while (left > 0) {
                left--;
                if (channel.send(Items.any(), this) == SUSPENDED) {
                    return SUSPENDED;
                }
            }
            return Unit.INSTANCE;
        }

        @Override
        Object resume(Object result) {
            return begin();
        }
    }

    @Benchmark
    public void kotlinToLoop(KotlinSink sink) throws Exception {
        sink.items.putBatch(sink::put);
    }

    @Benchmark
    public void kotlinFromLoop(KotlinSource source) throws Exception {
        source.putBatch();
        Items.takeBatch(source::take);
    }

    // -- the JDK's publisher, which blocks who submits while its buffer is full --

    /** With a subscriber that asks for everything, on a thread of its own. */
    @State(Scope.Benchmark)
    public static class Publisher {
        final Items items = new Items();
        private final ExecutorService executor = Executors.newSingleThreadExecutor();
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(executor, 1);

        @Setup
        public void start(LoopQueueBenchmark benchmark) {
            publisher = new SubmissionPublisher<>(executor, benchmark.slots);
            publisher.subscribe(new TakeAnything(items));
        }

        @TearDown
        public void close() {
            publisher.close();
            executor.shutdown();
        }
    }

    private record TakeAnything(Items items) implements Flow.Subscriber<Integer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Integer item) {
            items.taken(item);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }

    @Benchmark
    public void publisherToLoop(Publisher sink) throws Exception {
        sink.items.putBatch(sink.publisher::submit);
    }
}
