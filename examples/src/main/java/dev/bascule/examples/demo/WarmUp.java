package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.Nesting;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Uses everything once, so that no run is charged for the loading of classes. */
final class WarmUp {
    private WarmUp() {}

    static void run() throws InterruptedException, ExecutionException {
        try (PlainLoop plain = new PlainLoop("plain-warm-up")) {
            plain.supply(() -> 1).get();
        }
        try (EventLoop loop = EventLoop.open("warm-up")) {
            Bridge.await(loop.call(() -> Offload.io().call(() -> 1)));
            Bridge.await(loop.call(() -> Offload.cpu().call(() -> 1)));
            DualLock lock = DualLock.create();
            Bridge.await(loop.call(() -> lock.withLockAsync(() -> Offload.io().call(() -> 1))));
            refuse(loop, () -> lock.withLock(() -> 1));
            DualQueue<Integer> queue = DualQueue.create(1);
            queue.put(1);
            Bridge.await(loop.call(() -> queue.takeManyAsync(1)));
            refuse(loop, () -> Bridge.run(() -> CompletableFuture.completedFuture(1)));
            CompletableFuture<Integer> pending = Bridge.promise("pending");
            refuse(loop, () -> loop.runUntil(pending, Nesting.FORBID));
            refuse(loop, WarmUp::waitForOneself);
        }
    }

    private static void refuse(EventLoop loop, Wait wait) throws InterruptedException {
        try {
            Bridge.await(loop.submit(wait::run));
            throw new AssertionError("the wait was not refused");
        } catch (AwaitException refused) {
            // As it should be.
        }
    }

    private static int waitForOneself() throws InterruptedException {
        CompletableFuture<Integer> own = Bridge.ownedPromise("own");
        try {
            return Bridge.await(own);
        } finally {
            own.complete(1);
        }
    }

    /** A wait that is refused. */
    private interface Wait {
        int run() throws InterruptedException;
    }
}
