package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.Nanos;
import dev.bascule.internal.Scope;
import dev.bascule.internal.SegmentedQueue;
import dev.bascule.internal.Waiter;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.ClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A buffer with a line of producers before it and a line of consumers behind it.
 *
 * <p><b>For maintainers.</b> A producer that waits leaves its item in line, and whoever makes room puts it into the buffer
 * on the producer's behalf, in order; so a producer that sleeps holds nobody up, and its items keep their order. A consumer
 * that waits is only woken, and takes for itself: one who runs already may be faster. With a capacity of 0 consumers take
 * from the line of producers itself.
 *
 * <p>Lock order: the consumers' monitor, then the producers'; never the other way. What is done for the other line comes
 * after both were left, in {@link #settle}.
 */
final class QueueCore<T> {
    private final QueueConfig<T> config;
    private final ItemBuffer<T> buffer;
    private final ProducerLine<T> producers;
    private final ConsumerLine<T> consumers;
    private final EndLine end;

    /** Producers whose item was taken from their hands, to be woken when no monitor is held; only without places. */
    private final @Nullable Queue<Waiter> served;

    /** The only code that takes, if somebody said so. */
    private final AtomicReference<@Nullable Scope> taker = new AtomicReference<>();

    // -- written once, before the buffer is closed --
    private volatile @Nullable Throwable cause;

    QueueCore(int capacity, QueueConfig<T> config) {
        this.config = config;
        buffer = new ItemBuffer<>(capacity);
        served = capacity == 0 ? new ConcurrentLinkedQueue<>() : null;
        SyncConfig line = config.line();
        producers = new ProducerLine<>(this, buffer, line);
        consumers = new ConsumerLine<>(this, buffer, line);
        end = new EndLine(line, this::isEnded);
    }

    int capacity() {
        return buffer.capacity;
    }

    int size() {
        return buffer.size();
    }

    // -- put --

    /** Puts the item if there is room now, or a consumer that waits for it where there is never room. */
    boolean tryPut(T item) {
        if (buffer.capacity == 0) {
            return handOver(item);
        }
        if (producers.mayEnter() && buffer.offer(item, false)) {
            consumers.look();
            return true;
        }
        return false;
    }

    private boolean handOver(T item) {
        Waiter consumer = consumers.serveFirst(item);
        if (consumer != null) {
            ConsumerLine.wakeUp(consumer);
        }
        return consumer != null;
    }

    void put(T item) throws InterruptedException {
        producers.refuseOnLoop("put");
        checkInterrupt();
        if (!tryPut(item)) {
            check(producers.join(item, Line.FOREVER));
        }
    }

    void put(T item, Duration limit) throws InterruptedException, AwaitTimeoutException {
        if (!putWithin(item, Nanos.of(limit))) {
            if (isClosed()) {
                throw closed();
            }
            throw new AwaitTimeoutException("there was no room in " + describe(), limit);
        }
    }

    /** Whether there was a place in time. */
    boolean putWithin(T item, long nanos) throws InterruptedException {
        producers.refuseOnLoop("put");
        checkInterrupt();
        if (tryPut(item)) {
            return true;
        }
        Waiter done = nanos <= 0 ? null : producers.join(item, nanos);
        check(done);
        return done != null;
    }

    void putUninterruptibly(T item) {
        producers.refuseOnLoop("putUninterruptibly");
        if (!tryPut(item)) {
            check(producers.joinUninterruptibly(item));
        }
    }

    CompletableFuture<Void> putAsync(T item) {
        return tryPut(item) ? producers.done() : producers.joinAsync(item);
    }

    // -- take --

    /** The next item if there is one now. */
    @Nullable
    T tryTake() {
        if (!consumers.mayEnter()) {
            return null;
        }
        T item = next();
        while (item == null && buffer.isClosed() && !buffer.isDrained()) {
            Thread.yield(); // a producer has its place since before the close, and is about to fill it
            item = next();
        }
        if (item != null) {
            settle();
        }
        return item;
    }

    /** Without a look at who waits; the caller settles. */
    @Nullable
    T next() {
        T item = buffer.poll();
        return item != null || buffer.capacity > 0 ? item : producers.takeFromFirst();
    }

    T take() throws InterruptedException {
        consumers.refuseOnLoop("take");
        checkInterrupt();
        T item = tryTake();
        return item != null ? item : consumers.given(requireNonNull(consumers.join(Line.FOREVER)));
    }

    T take(Duration limit) throws InterruptedException, AwaitTimeoutException {
        T item = takeWithin(Nanos.of(limit));
        if (item == null) {
            if (isEnded()) {
                throw closed();
            }
            throw new AwaitTimeoutException("there was no item in " + describe(), limit);
        }
        return item;
    }

    /** The next item, or null if there was none in time. */
    @Nullable
    T takeWithin(long nanos) throws InterruptedException {
        consumers.refuseOnLoop("take");
        checkInterrupt();
        T item = tryTake();
        if (item != null || nanos <= 0) {
            return item;
        }
        Waiter done = consumers.join(nanos);
        return done == null ? null : consumers.given(done);
    }

    T takeUninterruptibly() {
        consumers.refuseOnLoop("takeUninterruptibly");
        T item = tryTake();
        return item != null ? item : consumers.given(consumers.joinUninterruptibly());
    }

    CompletableFuture<T> takeAsync() {
        T item = tryTake();
        return item != null ? consumers.done(item) : consumers.joinAsync(ConsumerLine.ONE);
    }

    /** At least one item, and as many more as are there, but at most so many. */
    List<T> takeMany(int most) throws InterruptedException {
        return withMore(take(), most);
    }

    CompletableFuture<List<T>> takeManyAsync(int most) {
        T item = tryTake();
        return item != null ? consumers.done(withMore(item, most)) : consumers.joinAsync(most);
    }

    private List<T> withMore(T first, int most) {
        List<T> items = collect(first, most);
        settle();
        return items;
    }

    List<T> collect(T first, int most) {
        List<T> items = new ArrayList<>();
        T item = first;
        while (item != null) {
            items.add(item);
            item = items.size() < most ? next() : null;
        }
        return items;
    }

    /** Adds what is there now to the list, at most so much of it. */
    int drainTo(Collection<? super T> list, int most) {
        int count = 0;
        while (count < most) {
            T item = tryTake();
            if (item == null) {
                break;
            }
            list.add(item);
            count++;
        }
        return count;
    }

    // -- the sole taker --

    /** The scope is the only one that takes, until it ends. */
    void declareTaker(Scope scope) {
        if (!taker.compareAndSet(null, scope)) {
            Scope other = taker.get();
            throw new IllegalStateException(describe() + " has a sole taker already"
                    + (other == null ? "" : ", " + other.describe()) + "; there can be but one.");
        }
    }

    void undeclareTaker(Scope scope) {
        taker.compareAndSet(scope, null);
    }

    // -- close --

    boolean isClosed() {
        return buffer.isClosed();
    }

    /** Whether nothing will come any more. */
    boolean isEnded() {
        return buffer.isClosed() && !producers.anyWait() && buffer.isDrained(); // in this order: none of it can go back
    }

    /** A stage that completes when nothing will come any more. */
    CompletableFuture<Void> endAsync() {
        return end.passAsync(0);
    }

    /** Refuses new items; who waits in line with one is still served. */
    void close() {
        producers.close(null);
        settle();
    }

    /** The same, and fails who waits in line. */
    void close(Throwable reason) {
        producers.close(reason);
        producers.denyAllWith(closed());
        settle();
    }

    /** The same, and gives what was not taken. */
    List<T> closeNow() {
        producers.close(null);
        producers.denyAllWith(closed());
        List<T> rest = new ArrayList<>();
        while (!buffer.isDrained()) {
            T item = buffer.poll();
            if (item == null) {
                Thread.yield(); // a producer has its place, and is about to fill it
            } else {
                rest.add(item);
            }
        }
        settle();
        return rest;
    }

    ClosedException closed() {
        return producers.closed(cause);
    }

    String describe() {
        return config.name().isEmpty() ? "a queue without a name" : "queue '" + config.name() + "'";
    }

    /** For an item that was accepted, and that nobody will get. */
    void undelivered(T item) {
        config.onUndelivered().accept(item);
    }

    // -- seen from outside --

    @Nullable
    T peek() {
        return buffer.peek();
    }

    SegmentedQueue<T>.Cursor cursor() {
        return buffer.cursor();
    }

    boolean remove(SegmentedQueue<T>.Cursor cursor) {
        boolean mine = buffer.remove(cursor);
        if (mine) {
            settle();
        }
        return mine;
    }

    /** Removes items that match, at most so many; how many it was. */
    int removeIf(Predicate<? super T> filter, int most) {
        int removed = 0;
        SegmentedQueue<T>.Cursor cursor = buffer.cursor();
        try {
            for (T item = cursor.next(); item != null && removed < most; item = cursor.next()) {
                if (filter.test(item) && buffer.remove(cursor)) {
                    removed++;
                }
            }
        } finally { // the filter may throw when others wait already for the room
            if (removed > 0) {
                buffer.compact();
                settle();
            }
        }
        return removed;
    }

    QueueStatistics statistics() {
        return new QueueStatistics(
                config.name(), buffer.capacity, buffer.size(), producers.waiting(), consumers.waiting(), isClosed());
    }

    // -- between the lines --

    ProducerLine<T> producers() {
        return producers;
    }

    ConsumerLine<T> consumers() {
        return consumers;
    }

    /** The only code that takes, if somebody said so. */
    @Nullable
    Scope taker() {
        return taker.get();
    }

    /** Why it is closed; before it is. */
    void closedFor(@Nullable Throwable reason) {
        cause = reason;
    }

    /** The producer's item was taken from its hands: to be woken when no monitor is held. */
    void served(Waiter producer) {
        requireNonNull(served).add(producer);
    }

    /** Something has changed: lets those go on for whom that matters. No monitor is held. */
    void settle() {
        if (served != null) {
            wakeServed(served);
        }
        boolean moved = true;
        while (moved) {
            moved = producers.moveOn();
            if (moved || buffer.isClosed()) { // if closed, it may have been the last item
                moved |= consumers.moveOn();
            }
        }
        if (buffer.isClosed()) {
            end.look();
        }
    }

    private static void wakeServed(Queue<Waiter> producers) {
        for (Waiter done = producers.poll(); done != null; done = producers.poll()) {
            ConsumerLine.wakeUp(done);
        }
    }

    void check(@Nullable Waiter done) {
        if (done != null && done.denied() instanceof ClosedException closed) {
            throw closedAgain(closed);
        }
    }

    /** A fresh one, which shows where it was thrown. */
    private ClosedException closedAgain(ClosedException first) {
        return new ClosedException(String.valueOf(first.getMessage()), first.getCause());
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
