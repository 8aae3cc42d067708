package dev.bascule.bench;

import dev.bascule.Bridge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Virtual threads of which each owns a promise and waits for the next one's; the last waits for a promise that anybody may
 * complete. The thread that makes it owns a promise too, so that its waits are looked at.
 */
final class OwnerChain implements AutoCloseable {
    private final List<CompletableFuture<Integer>> promises = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Integer> end = Bridge.promise("end");
    private final CompletableFuture<Integer> owed = Bridge.ownedPromise("owed");
    private final long bytes;

    /** From the end to the beginning, so that each look of the chain itself is short. */
    OwnerChain(int links) throws InterruptedException {
        long before = Heap.used();
        CompletableFuture<Integer> next = end;
        for (int i = 0; i < links; i++) {
            next = link(next);
        }
        Heap.settle(threads);
        bytes = Heap.used() - before;
    }

    private CompletableFuture<Integer> link(CompletableFuture<Integer> awaited) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        List<CompletableFuture<Integer>> made = new ArrayList<>(1);
        threads.add(VirtualThreads.start(() -> {
            CompletableFuture<Integer> mine = Bridge.ownedPromise("link");
            made.add(mine);
            begun.countDown();
            try {
                mine.complete(Bridge.await(awaited));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        begun.await();
        promises.add(made.get(0));
        return made.get(0);
    }

    /** A wait for the first link that is looked at and, being interrupted, goes no further. */
    void look() {
        Thread.currentThread().interrupt();
        try {
            Bridge.await(promises.get(promises.size() - 1));
        } catch (InterruptedException expected) {
            return;
        }
        throw new IllegalStateException("the wait has ended");
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws InterruptedException {
        end.complete(1);
        for (Thread thread : threads) {
            thread.join();
        }
        owed.complete(1);
    }
}
