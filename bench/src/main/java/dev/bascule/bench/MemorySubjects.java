package dev.bascule.bench;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import io.netty.channel.DefaultEventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What {@link Memory} weighs, by name: {@code call}, {@code await} and {@code loop}, of ours and of the peers; and {@link SyncSubjects}. */
final class MemorySubjects {
    private static final int MANY = 100_000;
    private static final int LOOPS = 500;

    private MemorySubjects() {}

    /** Makes one object of the kind, and gives what its user would keep. */
    @FunctionalInterface
    interface Maker {
        Object make() throws Exception;
    }

    /** What is weighed. */
    interface Subject {
        Object add() throws Exception;

        int count();

        default void warmUp() throws Exception {}

        default void settle() throws Exception {}
    }

    static Subject named(String name) {
        return switch (name) {
            case "call.bascule" -> basculeCalls();
            case "call.jdk" -> jdkCalls();
            case "call.reactor" -> reactorCalls();
            case "await.bascule" ->
                new Waits(() -> {
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    return new Wait(() -> Bridge.await(stage), () -> stage.complete(1));
                });
            case "await.basculePromise" ->
                new Waits(() -> {
                    CompletableFuture<Integer> stage = Bridge.promise("bench");
                    return new Wait(() -> Bridge.await(stage), () -> stage.complete(1));
                });
            case "await.basculeOwner" ->
                new Waits(() -> {
                    CompletableFuture<Integer> stage = Bridge.promise("bench");
                    return new Wait(() -> awaitOwing(stage), () -> stage.complete(1));
                });
            case "await.jdk" ->
                new Waits(() -> {
                    CompletableFuture<Integer> stage = new CompletableFuture<>();
                    return new Wait(stage::get, () -> stage.complete(1));
                });
            case "await.reactor" ->
                new Waits(() -> {
                    Sinks.One<Integer> sink = Sinks.one();
                    return new Wait(sink.asMono()::block, () -> sink.tryEmitValue(1));
                });
            case "loop.bascule" -> loops(MemorySubjects::basculeLoop);
            case "loop.jdk" -> loops(MemorySubjects::jdkLoop);
            case "loop.reactor" -> loops(MemorySubjects::reactorLoop);
            case "loop.netty" -> loops(MemorySubjects::nettyLoop);
            default -> SyncSubjects.named(name);
        };
    }

    private static Integer awaitOwing(CompletableFuture<Integer> stage) throws InterruptedException {
        CompletableFuture<Integer> owed = Bridge.ownedPromise("owed");
        try {
            return Bridge.await(stage);
        } finally {
            owed.complete(1);
        }
    }

    // -- queued calls, behind one that never ends --

    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private static Integer hang() throws InterruptedException {
        NEVER.await();
        return 1;
    }

    private static Subject basculeCalls() {
        Offload offload =
                Offload.open(c -> c.withName("bench").withConcurrency(1).withQueueLimit(Integer.MAX_VALUE));
        offload.call(MemorySubjects::hang);
        Callable<Integer> call = () -> 1;
        return many(() -> offload.call(call));
    }

    private static Subject jdkCalls() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(MemorySubjects::hang);
        return many(() -> CompletableFuture.supplyAsync(() -> 1, pool));
    }

    private static Subject reactorCalls() {
        Scheduler elastic = Schedulers.newBoundedElastic(1, Integer.MAX_VALUE, "bench");
        Mono.fromCallable(MemorySubjects::hang).subscribeOn(elastic).subscribe();
        Callable<Integer> call = () -> 1;
        return many(() -> Mono.fromCallable(call).subscribeOn(elastic).subscribe());
    }

    // -- loops that have run one task --

    private static Object basculeLoop() throws Exception {
        EventLoop loop = EventLoop.open("bench");
        loop.submit(() -> 1).get();
        return loop;
    }

    private static Object jdkLoop() throws Exception {
        ScheduledThreadPoolExecutor loop = new ScheduledThreadPoolExecutor(1);
        loop.submit(() -> 1).get();
        return loop;
    }

    private static Object reactorLoop() {
        Scheduler loop = Schedulers.newSingle("bench");
        Mono.fromCallable(() -> 1).subscribeOn(loop).block();
        return loop;
    }

    private static Object nettyLoop() throws Exception {
        DefaultEventLoop loop = new DefaultEventLoop();
        loop.submit(() -> 1).get();
        return loop;
    }

    static Subject many(Maker maker) {
        return new Made(maker, MANY);
    }

    private static Subject loops(Maker maker) {
        return new Made(maker, LOOPS);
    }

    private record Made(Maker maker, int count) implements Subject {
        @Override
        public Object add() throws Exception {
            return maker.make();
        }
    }

    /** A wait and what ends it. */
    record Wait(Callable<Integer> body, Runnable end) {}

    /** Virtual threads, each in a wait of its own. */
    record Waits(Callable<Wait> waits, List<Thread> threads) implements Subject {
        private static final int WARM_UPS = 30;
        private static final int WARM_UP = 5_000;

        Waits(Callable<Wait> waits) {
            this(waits, new ArrayList<>(2 * MANY));
        }

        @Override
        public Object add() throws Exception {
            return start(waits.call());
        }

        private Thread start(Wait wait) {
            Thread thread = VirtualThreads.start(() -> call(wait.body));
            threads.add(thread);
            return thread;
        }

        /** Interpreted frames are several times as large as compiled ones, and all keep what they hold. */
        @Override
        public void warmUp() throws Exception {
            for (int i = 0; i < WARM_UPS; i++) {
                List<Wait> begun = new ArrayList<>(WARM_UP);
                for (int each = 0; each < WARM_UP; each++) {
                    Wait wait = waits.call();
                    begun.add(wait);
                    start(wait);
                }
                settle();
                begun.forEach(wait -> wait.end.run());
                for (Thread thread : threads) {
                    thread.join();
                }
                threads.clear();
            }
        }

        @Override
        public int count() {
            return MANY;
        }

        @Override
        public void settle() {
            Heap.settle(threads);
        }

        private static void call(Callable<Integer> wait) {
            try {
                wait.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
