package dev.bascule.examples.demo;

import dev.bascule.function.ThrowingRunnable;
import dev.bascule.offload.Offload;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a thread and a loop update, with some lock around each update: without one, updates would be lost. */
final class SharedLedger {
    private static final int UPDATES = 500;

    private final Duration length;
    private final CountDownLatch begun = new CountDownLatch(1);

    // -- guarded by the lock in use --
    private int updates;

    /** The thread's first update takes so long. */
    SharedLedger(Duration length) {
        this.length = length;
    }

    void update() {
        updates++;
    }

    /** Reads, asks somebody else, and writes when the answer is there, on whatever thread. */
    CompletableFuture<Boolean> updateAsync() {
        int read = updates;
        return Offload.io().call(() -> read + 1).thenApply(write -> {
            updates = write;
            return true;
        });
    }

    private void slowUpdate() throws InterruptedException {
        begun.countDown();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        update();
    }

    /** A thread does its slow update and then quick ones; the loop does as many, beginning in the thread's slow one. */
    Seen updateTogether(Locking thread, Supplier<CompletableFuture<Boolean>> loop, Ticker ticker, Duration patience)
            throws Exception {
        long start = System.nanoTime();
        try (SyncThread<Boolean> clerk = SyncThread.start("plain-clerk", () -> {
            thread.locked(this::slowUpdate);
            for (int i = 1; i < UPDATES; i++) {
                thread.locked(this::update);
            }
            return true;
        })) {
            begun.await();
            CompletableFuture<?>[] callbacks =
                    Stream.generate(loop).limit(UPDATES).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(callbacks).get(patience.toNanos(), TimeUnit.NANOSECONDS);
            clerk.result(patience);
            return Seen.result(start, updates, 2 * UPDATES).withLag(ticker).withCounts(Map.of("updates", (long)
                    updates));
        }
    }

    /** How the thread locks around an update. */
    interface Locking {
        void locked(ThrowingRunnable<InterruptedException> update) throws InterruptedException;
    }
}
