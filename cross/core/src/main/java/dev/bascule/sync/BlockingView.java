package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.SegmentedQueue;
import dev.bascule.stage.ClosedException;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue as the JDK knows it. Iterators are weakly consistent, as those of the JDK's concurrent queues. Once it is closed
 * {@code put} and {@code add} throw ClosedException, {@code offer} gives false, {@code take} throws after the last item, and
 * {@code poll} gives null.
 */
final class BlockingView<T> extends AbstractQueue<T> implements BlockingQueue<T> {
    private final QueueCore<T> core;

    BlockingView(QueueCore<T> core) {
        this.core = core;
    }

    @Override
    public boolean add(T item) {
        if (!offer(item)) {
            throw core.isClosed() ? core.closed() : new IllegalStateException("Queue full");
        }
        return true;
    }

    @Override
    public boolean offer(T item) {
        return core.tryPut(requireNonNull(item, "item"));
    }

    @Override
    public void put(T item) throws InterruptedException {
        core.put(requireNonNull(item, "item"));
    }

    @Override
    public boolean offer(T item, long timeout, TimeUnit unit) throws InterruptedException {
        requireNonNull(item, "item");
        try {
            return core.putWithin(item, unit.toNanos(timeout));
        } catch (ClosedException closed) {
            return false;
        }
    }

    @Override
    public T take() throws InterruptedException {
        return core.take();
    }

    @Override
    public @Nullable T poll() {
        return core.tryTake();
    }

    @Override
    public @Nullable T poll(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            return core.takeWithin(unit.toNanos(timeout));
        } catch (ClosedException ended) {
            return null;
        }
    }

    @Override
    public @Nullable T peek() {
        return core.peek();
    }

    @Override
    public int size() {
        return core.size();
    }

    @Override
    public int remainingCapacity() {
        return core.capacity() - core.size();
    }

    @Override
    public int drainTo(Collection<? super T> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super T> target, int maxElements) {
        requireNonNull(target, "target");
        if (target instanceof BlockingView<?> view && view.core == core) {
            throw new IllegalArgumentException("a queue cannot be drained into itself");
        }
        return core.drainTo(target, maxElements);
    }

    @Override
    public boolean remove(@Nullable Object item) {
        return item != null && core.removeIf(item::equals, 1) > 0;
    }

    @Override
    public boolean removeIf(Predicate<? super T> filter) {
        return core.removeIf(requireNonNull(filter, "filter"), Integer.MAX_VALUE) > 0;
    }

    @Override
    public boolean removeAll(Collection<?> items) {
        requireNonNull(items, "items");
        return removeIf(items::contains);
    }

    @Override
    public boolean retainAll(Collection<?> items) {
        requireNonNull(items, "items");
        return removeIf(item -> !items.contains(item));
    }

    @Override
    public Object[] toArray() {
        return snapshot().toArray();
    }

    @Override
    public <A> A[] toArray(A[] array) {
        return snapshot().toArray(array);
    }

    private List<T> snapshot() {
        List<T> items = new ArrayList<>();
        SegmentedQueue<T>.Cursor cursor = core.cursor();
        for (T item = cursor.next(); item != null; item = cursor.next()) {
            items.add(item);
        }
        return items;
    }

    /** Of unknown size: others put and take meanwhile. */
    @Override
    public Spliterator<T> spliterator() {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT;
        return Spliterators.spliteratorUnknownSize(iterator(), kind);
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            private final SegmentedQueue<T>.Cursor ahead = core.cursor();
            private final SegmentedQueue<T>.Cursor behind = core.cursor();
            private @Nullable T next = ahead.next();
            private boolean removable;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public T next() {
                T item = next;
                if (item == null) {
                    throw new NoSuchElementException();
                }
                behind.moveTo(ahead);
                next = ahead.next();
                removable = true;
                return item;
            }

            @Override
            public void remove() {
                if (!removable) {
                    throw new IllegalStateException("next() was not called since the last remove()");
                }
                removable = false;
                core.remove(behind);
            }
        };
    }
}
