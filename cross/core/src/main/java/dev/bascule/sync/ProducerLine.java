package dev.bascule.sync;

import dev.bascule.internal.Claims;
import dev.bascule.internal.Claims.Claim;
import dev.bascule.internal.Messages;
import dev.bascule.internal.Scope;
import dev.bascule.internal.Waiter;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.RuleId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where producers wait for room, each with its item in hand. Part of {@link QueueCore}, which says how it is locked. */
final class ProducerLine<T> extends Line {
    private final QueueCore<T> core;
    private final ItemBuffer<T> buffer;

    ProducerLine(QueueCore<T> core, ItemBuffer<T> buffer, SyncConfig config) {
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

    boolean anyWait() {
        return hasWaiters();
    }

    int waiting() {
        return length();
    }

    @Nullable
    Waiter join(T item, long nanos) throws InterruptedException {
        return await(1, item, nanos);
    }

    Waiter joinUninterruptibly(T item) {
        return awaitUninterruptibly(1, item);
    }

    CompletableFuture<Void> joinAsync(T item) {
        return awaitAsync(1, item);
    }

    CompletableFuture<Void> done() {
        return granted(null);
    }

    boolean moveOn() {
        return advance();
    }

    void denyAllWith(ClosedException reason) {
        denyAll(reason);
    }

    /** Under the monitor, so that each producer is clearly in line before it, or comes after it. */
    synchronized void close(@Nullable Throwable reason) {
        if (!buffer.isClosed()) {
            core.closedFor(reason);
        }
        buffer.close();
    }

    /** What those get who come too late. */
    ClosedException closed(@Nullable Throwable cause) {
        String text = Messages.text(
                RuleId.BSC207,
                describe() + " is closed" + (cause == null ? "." : ": " + cause),
                "a closed queue takes no more items, and when those that it has are taken there will never be another.",
                "let those who put stop before it is closed, and those who take at its end: items(), stream() and"
                        + " publisher() do.");
        return new ClosedException(text, cause);
    }

    @Override
    protected boolean isFifo() {
        return true;
    }

    @Override
    protected boolean admits(Waiter waiter) {
        if (buffer.isClosed()) {
            waiter.give(Waiter.denial(core.closed()));
            return false;
        }
        return true;
    }

    @Override
    protected boolean mayTake(Waiter waiter) {
        return buffer.hasRoom();
    }

    @Override
    protected boolean take(Waiter waiter) {
        boolean put = buffer.offer(waiter.valueAs(), waiter.isInLine()); // then it came before the close
        if (put) {
            waiter.give(null);
        }
        return put;
    }

    @Override
    protected void taken() {
        core.consumers().moveOn();
        core.settle();
    }

    /** If the queue is closed, it may have been the last one that consumers waited for. */
    @Override
    protected void left() {
        core.settle();
    }

    @Override
    protected @Nullable Claims claims(Waiter waiter) {
        Scope only = core.taker();
        return only == null || buffer.hasRoom() ? null : new Claims(new Claim(this, only, 1));
    }

    @Override
    protected String heldInWords() {
        return " is emptied only by ";
    }

    @Override
    protected String fixOfSelfWait() {
        return "do not wait for room in a queue that only this code empties: take first, use tryPut, or choose a capacity"
                + " that is enough.";
    }

    /** Where the buffer has no places, consumers look at the line. */
    @Override
    protected void entered() {
        if (buffer.capacity == 0) {
            core.consumers().look();
        }
    }

    /** Where the buffer has no places: the item of the first in line, who is served by that. */
    synchronized @Nullable T takeFromFirst() {
        Waiter first = head();
        if (first == null) {
            return null;
        }
        T item = first.valueAs();
        grantFirst(null);
        core.served(first);
        return item;
    }
}
