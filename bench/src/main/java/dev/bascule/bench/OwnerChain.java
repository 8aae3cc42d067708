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
    private final List<Link> links = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<Integer> end = Bridge.promise("end");
    private final CompletableFuture<Integer> owed = Bridge.ownedPromise("owed");
    private final long bytes;

    /** A thread's promise, what it waits for, and when it may begin to. */
    private static final class Link {
        final CountDownLatch made = new CountDownLatch(1);
        final CountDownLatch go = new CountDownLatch(1);
        volatile CompletableFuture<Integer> promise = CompletableFuture.completedFuture(0);
        volatile CompletableFuture<Integer> awaited = promise;

        void run() {
            try {
                promise = Bridge.ownedPromise("link");
                made.countDown();
                go.await();
                promise.complete(Bridge.await(awaited));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The waits begin with the first: the next owner does not wait yet, so that each look of the chain itself is short. */
    OwnerChain(int count) throws InterruptedException {
        long before = Heap.used();
        for (int i = 0; i < count; i++) {
            Link link = new Link();
            links.add(link);
            threads.add(VirtualThreads.start(link::run));
            link.made.await();
        }
        for (int i = 0; i < count; i++) {
            links.get(i).awaited = i + 1 < count ? links.get(i + 1).promise : end;
            links.get(i).go.countDown();
        }
        Heap.settle(threads);
        bytes = Heap.used() - before;
    }

    /** A wait for the first link that is looked at and, being interrupted, goes no further. */
    void look() {
        Thread.currentThread().interrupt();
        try {
            Bridge.await(links.get(0).promise);
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
