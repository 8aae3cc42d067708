package dev.bascule.hang;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.offload.ThreadKind;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** A system in which much waits for much, and nothing hangs. Each lane is the work of one thread, again and again. */
final class Traffic implements AutoCloseable {
    private static final int FEW = 8;

    /** Where a wait takes little: on threads that do the work themselves meanwhile, or for what needs no other thread. */
    private static final int MANY = 80;

    final LongAdder awaits = new LongAdder();

    /** Of these, how many found the stage not done. */
    final LongAdder begun = new LongAdder();

    /** How often the threads of the lanes have really parked; those of other tasks are not counted. */
    final LongAdder parks = new LongAdder();

    private final Pools pools = new Pools(Pools.Kind.PLATFORM);
    private final Offload workers = offload("workers", ThreadKind.PLATFORM);
    private final Offload others = offload("others", ThreadKind.AUTO);
    private final EventLoop callbacks = EventLoop.open("callbacks");
    private final EventLoop services = EventLoop.open("services");
    private final RegisteredExecutor pool = pools.open("pool", 3);
    private final RegisteredExecutor single = pools.open("single", 1);

    private static Offload offload(String name, ThreadKind threads) {
        return Offload.open(with -> with.withName(name).withConcurrency(4).withThreads(threads));
    }

    /** Runs all lanes until there were so many awaits; ends when all have ended, and fails if one did. */
    void run(long target) throws Exception {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        ends.add(workers.call(() -> drive(target, this::onWorker)));
        ends.add(others.call(() -> drive(target, this::onWorker)));
        ends.add(callbacks.submit(() -> drive(target, this::onLoop)));
        ends.add(pool.call(() -> drive(target, this::onPool)));
        ends.add(onThread(target, this::withPromises));
        ends.add(onThread(target, this::withCompositions));
        for (CompletableFuture<?> end : ends) {
            Bridge.await(end);
        }
    }

    private CompletableFuture<?> onThread(long target, Callable<?> round) {
        CompletableFuture<?> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                drive(target, round);
                end.complete(null);
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private Void drive(long target, Callable<?> round) throws Exception {
        long before = parksHere();
        while (awaits.sum() < target) {
            round.call();
        }
        parks.add(parksHere() - before);
        return null;
    }

    /** Of this thread; none are known of a virtual one. */
    @SuppressWarnings("deprecation") // threadId() is of JDK 19
    private static long parksHere() {
        var info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId());
        return info == null ? 0 : info.getWaitedCount();
    }

    private <T> T await(CompletableFuture<T> stage) throws InterruptedException {
        awaits.increment();
        if (!stage.isDone()) {
            begun.increment();
        }
        return Bridge.await(stage);
    }

    private <T> void awaitEach(Iterable<CompletableFuture<T>> stages) throws InterruptedException {
        for (CompletableFuture<T> stage : stages) {
            await(stage);
        }
    }

    private static <T> List<CompletableFuture<T>> batch(int size, Callable<CompletableFuture<T>> source)
            throws Exception {
        List<CompletableFuture<T>> stages = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            stages.add(source.call());
        }
        return stages;
    }

    // -- lanes --

    /** A worker of an offload, which helps, and whose calls wait for each other's offloads and for a loop. */
    private Void onWorker() throws Exception {
        awaitEach(batch(MANY, () -> workers.call(() -> 1)));
        awaitEach(batch(MANY, () -> others.call(() -> 1)));
        await(others.call(() -> await(workers.call(() -> await(others.call(() -> 1))))));
        await(workers.call(() -> await(services.submit(() -> 1))));
        return null;
    }

    /** A callback of a loop, which serves its own calls meanwhile. */
    private Void onLoop() throws Exception {
        awaitEach(batch(MANY, () -> callbacks.submit(() -> 1)));
        awaitEach(batch(FEW, () -> callbacks.call(() -> workers.call(() -> 1))));
        await(callbacks.submit(() -> await(others.call(() -> 1))));
        return null;
    }

    /** A worker of a pool that does not help; the other pool is often full of tasks that wait. */
    private Void onPool() throws Exception {
        awaitEach(batch(MANY, () -> pool.call(() -> 1)));
        awaitEach(batch(FEW, () -> single.call(() -> await(workers.call(() -> 1)))));
        await(single.call(() -> 1).thenApplyAsync(one -> one + 1, single));
        await(services.submit(() -> await(single.call(() -> 1))));
        return null;
    }

    /** A plain thread whose promises are kept by others, in the pool that is often full. */
    private Void withPromises() throws Exception {
        awaitEach(batch(FEW, () -> {
            CompletableFuture<Integer> promise = Bridge.ownedPromise("handed off");
            single.call(Bridge.handOff(() -> promise.complete(1), promise));
            return promise;
        }));
        CompletableFuture<Integer> mine = Bridge.ownedPromise("mine");
        CompletableFuture<Integer> theirs = pool.call(() -> await(mine));
        await(workers.call(() -> 1));
        mine.complete(1);
        await(theirs);
        return null;
    }

    /** A plain thread that waits for what is made from many. */
    private Void withCompositions() throws Exception {
        List<CompletableFuture<Integer>> calls = batch(
                FEW,
                () -> others.call(() -> 1)
                        .thenCompose(one -> services.submit(() -> one + 1))
                        .thenCombine(workers.call(() -> 1), Integer::sum));
        await(Bridge.anyOf(calls.get(0), calls.get(1)));
        await(Bridge.allOf(calls.toArray(CompletableFuture[]::new)).thenApplyAsync(done -> 1));
        awaitEach(calls);
        return null;
    }

    @Override
    public void close() {
        callbacks.close();
        services.close();
        workers.close();
        others.close();
        pools.close();
    }
}
