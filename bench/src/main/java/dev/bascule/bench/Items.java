package dev.bascule.bench;

import org.jspecify.annotations.Nullable;

/** What goes through a queue: batches, of which the last item tells the producer that all have come. */
final class Items {
    /** How many a batch has. */
    static final int BATCH = 10_000;

    private static final int SOME = 1;
    private static final int LAST = 2;
    private static final int END = 3;

    // -- written before the batch, which publishes it --
    private @Nullable Gate gate;

    /** Puts an item somewhere. */
    interface Putter {
        void put(Integer item) throws Exception;
    }

    /** Takes an item from somewhere. */
    interface Taker {
        Integer take() throws Exception;
    }

    /** Puts a batch, and returns when all of it has been taken. */
    void putBatch(Putter queue) throws Exception {
        Gate all = new Gate(1);
        gate = all;
        for (int i = 1; i < BATCH; i++) {
            queue.put(SOME);
        }
        queue.put(LAST);
        all.await();
    }

    /** Takes a batch that somebody puts who does not wait. */
    static void takeBatch(Taker queue) throws Exception {
        for (int i = 0; i < BATCH; i++) {
            queue.take();
        }
    }

    /** Takes item by item until the end. */
    void takeAll(Taker queue) {
        try {
            int item = queue.take();
            while (item != END) {
                taken(item);
                item = queue.take();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One who does not wait has got this item. */
    void taken(int item) {
        Gate all = gate;
        if (item == LAST && all != null) {
            all.done();
        }
    }

    /** Any item but the last. */
    static Integer any() {
        return SOME;
    }

    /** After which {@link #takeAll} returns. */
    static Integer end() {
        return END;
    }
}
