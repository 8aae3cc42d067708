package dev.bascule.jcstress;

import dev.bascule.stage.ClosedException;
import dev.bascule.sync.DualQueue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** What a producer may find: a place for one more item, a queue that is full, or one that has no places at all. */
enum Room {
    PLACE(1, List.of()),
    FULL(1, List.of(0)),
    RENDEZVOUS(0, List.of());

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final int capacity;

    /** What is in the queue at first. */
    final List<Integer> items;

    Room(int capacity, List<Integer> items) {
        this.capacity = capacity;
        this.items = items;
    }

    /** One of these, by turns. */
    static Room next(Room... of) {
        return of[(COUNT.getAndIncrement() & Integer.MAX_VALUE) % of.length];
    }

    DualQueue<Integer> makeQueue() {
        DualQueue<Integer> queue = DualQueue.create(capacity, c -> c.withInline(true));
        items.forEach(queue::tryPut);
        return queue;
    }

    /** How a put has ended. */
    static String endOf(CompletableFuture<Void> put) {
        return !put.isDone() ? "waits" : put.isCompletedExceptionally() ? "refused" : "in";
    }

    /** Takes to the end. (Not as a stream: that takes the guard's interrupt for the end.) */
    static String readToEnd(DualQueue<Integer> queue) throws InterruptedException {
        StringBuilder read = new StringBuilder();
        try {
            while (true) {
                read.append(queue.take()).append(" and ");
            }
        } catch (ClosedException end) {
            return read + "the end";
        }
    }
}
