package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.function.ThrowingSupplier;
import dev.bascule.internal.Scope;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue between threads and loops: a thread puts and a loop takes, or the reverse, each in its own way. Where
 * only threads use it, {@link java.util.concurrent.ArrayBlockingQueue ArrayBlockingQueue} does.
 *
 * {@snippet :
 * DualQueue<Order> orders = DualQueue.create(1_000, c -> c.withName("orders"));
 *
 * orders.put(order);                                   // a thread: waits while the queue is full
 * orders.putAsync(order).thenRun(this::readNext);      // a loop: goes on when there is room
 * Order next = orders.take();                          // a thread: waits while it is empty
 * orders.takeAsync().thenAccept(this::handle);         // a loop
 *
 * orders.close();                                      // instead of a sentinel
 * for (Order order : orders.items()) {                 // ends when all have been taken
 *     handle(order);
 * }
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   open --close--> draining --last item taken--> ended
 *    '-----closeNow-----------------------------> ended
 * </pre>
 *
 * <p><b>Capacity.</b> With a capacity of 0 a put waits until its item is taken: a rendezvous.
 *
 * <p><b>Threads.</b> Any number of producers and consumers of both kinds. Stages complete as those of {@link DualLock} do.
 *
 * <p><b>Blocking.</b> {@code put}, {@code take} and what {@link #blocking} has of the kind park the thread; on the thread
 * of a loop they are refused with BSC105. The {@code Async} and {@code try} forms never block.
 *
 * <p><b>Interruption and cancellation.</b> A put that is interrupted, times out or is cancelled leaves its item with the
 * caller; if the item was taken over first, the put succeeds. A take that is interrupted, times out or is cancelled takes
 * nothing. An item is delivered once, or goes to {@link QueueConfig#onUndelivered}.
 *
 * <p><b>Ordering.</b> Items leave in the order in which they came in, and producers that wait are served in order. A
 * consumer that runs may overtake one that waits; see {@link QueueConfig#strictFifo}.
 *
 * <p><b>Closing.</b> {@link #close()} refuses new items; what is queued, and who waits in line with an item, is still
 * served, and then every take fails with {@link ClosedException}. {@link #close(Throwable)} also fails those who wait to
 * put, and gives the reason to everybody. {@link #closeNow} ends it at once, and returns what was not taken.
 *
 * <p><b>Memory consistency effects.</b> What happened before an item was put happens-before what follows its taking.
 *
 * <p><b>Exceptions.</b> {@link NullPointerException} for a null item; {@link ClosedException}; {@link
 * InterruptedException}; {@link AwaitTimeoutException} where there is a limit; {@link
 * dev.bascule.stage.CrossingException CrossingException} with BSC105 on a loop.
 */
public final class DualQueue<T> implements AutoCloseable {
    private final QueueCore<T> core;

    private DualQueue(int capacity, QueueConfig<T> config) {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity must be >= 0, was " + capacity);
        }
        core = new QueueCore<>(capacity, config);
    }

    /** A queue for so many items, without a name. */
    public static <T> DualQueue<T> create(int capacity) {
        return new DualQueue<>(capacity, QueueConfig.defaults());
    }

    /** A queue for so many items, as configured, e.g. {@code create(1_000, c -> c.withName("orders"))}. */
    public static <T> DualQueue<T> create(int capacity, UnaryOperator<QueueConfig<T>> configure) {
        return new DualQueue<>(capacity, Line.configured(QueueConfig.defaults(), configure));
    }

    // -- put --

    /** Puts the item, after waiting for room; never on a loop. */
    public void put(T item) throws InterruptedException {
        core.put(requireNonNull(item, "item"));
    }

    /** Puts the item, after waiting for room at most so long. */
    public void put(T item, Duration limit) throws InterruptedException, AwaitTimeoutException {
        core.put(requireNonNull(item, "item"), limit);
    }

    /** Puts the item, whatever interrupts; the interrupt is kept for afterwards. */
    public void putUninterruptibly(T item) {
        core.putUninterruptibly(requireNonNull(item, "item"));
    }

    /** A stage that completes when the item is in the queue; at once if there is room. */
    public CompletableFuture<Void> putAsync(T item) {
        return core.putAsync(requireNonNull(item, "item"));
    }

    /** Puts the item if there is room now; whether it did. */
    public boolean tryPut(T item) {
        return core.tryPut(requireNonNull(item, "item"));
    }

    // -- take --

    /** The next item, after waiting for it; never on a loop. */
    public T take() throws InterruptedException {
        return core.take();
    }

    /** The next item, after waiting for it at most so long. */
    public T take(Duration limit) throws InterruptedException, AwaitTimeoutException {
        return core.take(limit);
    }

    /** The next item, whatever interrupts; the interrupt is kept for afterwards. */
    public T takeUninterruptibly() {
        return core.takeUninterruptibly();
    }

    /** A stage of the next item; done at once if there is one. */
    public CompletableFuture<T> takeAsync() {
        return core.takeAsync();
    }

    /** The next item if there is one now, else null. */
    public @Nullable T tryTake() {
        return core.tryTake();
    }

    /** At least one item, after waiting for it, and as many more as are there, but at most so many. */
    public List<T> takeMany(int most) throws InterruptedException {
        return core.takeMany(checkMost(most));
    }

    /** A stage of at least one item, and as many more as are there then, but at most so many. */
    public CompletableFuture<List<T>> takeManyAsync(int most) {
        return core.takeManyAsync(checkMost(most));
    }

    private static int checkMost(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be >= 1, was " + most);
        }
        return most;
    }

    /**
     * Says that only the body takes from this queue until it ends, in whatever way. A producer that waits for room then
     * waits for this code, which makes a cycle provable: a consumer that waits for its own producer is told so. Whoever says
     * it must keep it: nobody checks.
     */
    public <R, X extends Exception> R withSoleTaker(ThrowingSupplier<R, X> body) throws X {
        requireNonNull(body, "body");
        try (Scope scope = Scope.enterShared()) {
            core.declareTaker(scope);
            try {
                return body.get();
            } finally {
                core.undeclareTaker(scope);
            }
        }
    }

    /** The same for an asynchronous body, until its stage has ended. */
    public <R> CompletableFuture<R> withSoleTakerAsync(Supplier<? extends CompletionStage<R>> body) {
        requireNonNull(body, "body");
        try (Scope scope = Scope.enterShared()) {
            core.declareTaker(scope);
            try {
                CompletableFuture<R> stage = body.get().toCompletableFuture();
                scope.lastsUntil(stage);
                return stage.whenComplete((value, failure) -> core.undeclareTaker(scope));
            } catch (Throwable failure) {
                core.undeclareTaker(scope);
                throw failure;
            }
        }
    }

    // -- views --

    /** The queue for code that knows only the JDK: everything but the capacity of 0 behaves as its contract says. */
    public BlockingQueue<T> blocking() {
        return new BlockingView<>(core);
    }

    /** The items to come, for a thread: each step waits for the next one, and the end is where the queue has ended. */
    public Iterable<T> items() {
        return () -> new ItemIterator<>(core);
    }

    /** The same as a stream. To be closed if it is not read to its end. */
    public Stream<T> stream() {
        return ItemIterator.stream(core);
    }

    /** The items to come, on demand. Subscribers share them: each item goes to one of them. */
    public Flow.Publisher<T> publisher() {
        return new QueuePublisher<>(core);
    }

    /**
     * Puts what it receives, and asks for more when there is room. For one source; its end closes the queue, and its failure
     * is the cause.
     */
    public Flow.Subscriber<T> subscriber() {
        return new QueueSubscriber<>(core);
    }

    // -- close --

    /** Refuses new items; what is queued or waits in line is still delivered. Never blocks; closing again does nothing. */
    @Override
    public void close() {
        core.close();
    }

    /** The same, and fails those who wait to put; once all items have been taken, takers get the cause too. */
    public void close(Throwable cause) {
        core.close(requireNonNull(cause, "cause"));
    }

    /** Ends the queue at once, and gives the items that were not taken; those of producers in line stay with them. */
    public List<T> closeNow() {
        return core.closeNow();
    }

    /** Whether new items are refused. */
    public boolean isClosed() {
        return core.isClosed();
    }

    // -- seen from outside --

    /** How many items it can hold. */
    public int capacity() {
        return core.capacity();
    }

    /** How many items it holds, at about this moment. */
    public int size() {
        return core.size();
    }

    /** How full it is and who waits, at about this moment. */
    public QueueStatistics statistics() {
        return core.statistics();
    }

    @Override
    public String toString() {
        return statistics().toString();
    }
}
