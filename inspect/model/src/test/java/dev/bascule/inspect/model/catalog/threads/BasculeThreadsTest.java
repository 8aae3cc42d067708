package dev.bascule.inspect.model.catalog.threads;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import dev.bascule.sync.DualSemaphore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;

@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"}) // which thread ran it is all that is asked
class BasculeThreadsTest extends ThreadsTest {
    private static final EventLoop LOOP = Seen.loop();
    private static final Offload OFFLOAD = Offload.open("threads");

    @AfterAll
    static void close() {
        LOOP.close();
        OFFLOAD.close();
    }

    @Override
    List<String> files() {
        return List.of("bascule.yaml");
    }

    @Override
    void probe() {
        String loop = "dev.bascule.loop.EventLoop.";
        callback(loop + "submit", seen -> LOOP.submit(() -> seen.here(1)));
        callback(loop + "call", seen -> LOOP.call(() -> seen.here(CompletableFuture.completedFuture(1))));
        callback(loop + "schedule", seen -> LOOP.schedule(Duration.ofMillis(1), () -> seen.here(1)));
        executor(loop + "executor", seen -> LOOP.executor().execute(seen::note));
        value(loop + "submit", seen -> afterwards(chained -> LOOP.submit(() -> wait(chained)), seen));

        String offload = "dev.bascule.offload.Offload.";
        callback(offload + "call", seen -> OFFLOAD.call(() -> seen.here(1)));
        callback(offload + "wrap", seen -> OFFLOAD.wrap(() -> seen.here(1)).get());
        executor(offload + "executor", seen -> OFFLOAD.executor().execute(seen::note));
        value(offload + "call", seen -> afterwards(chained -> OFFLOAD.call(() -> wait(chained)), seen));

        callback("dev.bascule.Bridge.run", seen -> Bridge.run(() -> seen.here(CompletableFuture.completedFuture(1))));
        callback("dev.bascule.sync.DualLock.withLock", seen -> DualLock.create().withLock(() -> seen.here(1)));
        callback(
                "dev.bascule.sync.DualLock.withLockAsync",
                seen -> DualLock.create().withLockAsync(() -> seen.here(CompletableFuture.completedFuture(1))));
        callback(
                "dev.bascule.sync.DualSemaphore.withPermit",
                seen -> DualSemaphore.create(1).withPermit(() -> seen.here(1)));
        callback(
                "dev.bascule.sync.DualQueue.withSoleTaker",
                seen -> DualQueue.create(1).withSoleTaker(() -> seen.here(1)));
        callback(
                "dev.bascule.sync.DualLazy.of(Offload, Callable)",
                seen -> DualLazy.of(OFFLOAD, () -> seen.here(1)).getAsync());
    }

    /** A function that is chained to a stage before that is done. */
    private static void afterwards(
            java.util.function.Function<CountDownLatch, CompletableFuture<Integer>> stage, Seen seen) {
        CountDownLatch chained = new CountDownLatch(1);
        stage.apply(chained).thenApply(seen::here);
        chained.countDown();
    }

    private static int wait(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return 1;
    }
}
