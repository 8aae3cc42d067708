package dev.bascule.sync;

import dev.bascule.stage.ClosedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Takes item after item until the queue has ended. For one thread; an interrupt ends it, and stays. */
final class ItemIterator<T> implements Iterator<T> {
    private final QueueCore<T> core;
    private @Nullable T next;
    private boolean ended;

    ItemIterator(QueueCore<T> core) {
        this.core = core;
    }

    static <T> Stream<T> stream(QueueCore<T> core) {
        ItemIterator<T> items = new ItemIterator<>(core);
        Spliterator<T> source = Spliterators.spliteratorUnknownSize(items, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(source, false).onClose(items::abandon);
    }

    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            next = fetch();
            ended = next == null;
        }
        return next != null;
    }

    private @Nullable T fetch() {
        try {
            return core.take();
        } catch (ClosedException end) {
            if (end.getCause() != null) {
                throw end; // not an end in order: whoever reads on must not take it for one
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public T next() {
        T item = hasNext() ? next : null;
        if (item == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return item;
    }

    /** Nobody reads on: what was fetched already goes to whoever takes what is left over. */
    private void abandon() {
        T item = next;
        next = null;
        ended = true;
        if (item != null) {
            core.undelivered(item);
        }
    }
}
