package dev.bascule.sync;

import dev.bascule.internal.Waiter;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where consumers wait for items. Part of {@link QueueCore}, which says how it is locked. */
final class ConsumerLine<T> extends Line {
    /** A consumer wants the item itself, not a list of so many. */
    static final int ONE = 0;

    private final QueueCore<T> core;
    private final ItemBuffer<T> buffer;

    ConsumerLine(QueueCore<T> core, ItemBuffer<T> buffer, SyncConfig config) {
        super(config);
        this.core = core;
        this.buffer = buffer;
    }

    @Override
    String kind() {
        return "queue";
    }

    boolean mayEnter() {
        return mayBarge();
    }

    int waiting() {
        return length();
    }

    void look() {
        freed();
    }

    @Nullable
    Waiter join(long nanos) throws InterruptedException {
        return await(ONE, null, nanos);
    }

    Waiter joinUninterruptibly() {
        return awaitUninterruptibly(ONE, null);
    }

    <R> CompletableFuture<R> joinAsync(int most) {
        return awaitAsync(most, null);
    }

    <R> CompletableFuture<R> done(R items) {
        return granted(items);
    }

    /** Its item, unless it was denied. */
    T given(Waiter waiter) {
        core.check(waiter);
        return waiter.valueAs();
    }

    boolean moveOn() {
        return advance();
    }

    /** Hands the item to the first in line; null if nobody waits, or a producer does with an older item. */
    @Nullable
    synchronized Waiter serveFirst(T item) {
        synchronized (core.producers()) { // so that it comes clearly before a close, or after it
            Waiter first = head();
            if (first == null || core.producers().anyWait() || buffer.isClosed()) {
                return null;
            }
            return grantFirst(first.wanted == ONE ? item : core.collect(item, 1));
        }
    }

    static void wakeUp(Waiter waiter) {
        wake(waiter);
    }

    @Override
    protected boolean isForWork() {
        return true;
    }

    @Override
    protected boolean mayTake(Waiter waiter) {
        return !buffer.isEmpty()
                || core.isEnded()
                || (buffer.capacity == 0 && core.producers().anyWait());
    }

    @Override
    protected boolean take(Waiter waiter) {
        T item = core.next();
        if (item != null) {
            waiter.give(waiter.wanted == ONE ? item : core.collect(item, waiter.wanted));
            return true;
        }
        if (core.isEnded()) {
            waiter.give(Waiter.denial(core.closed()));
            return true;
        }
        return false;
    }

    @Override
    protected void taken() {
        core.settle();
    }
}
