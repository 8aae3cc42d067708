package dev.bascule.testkit.contract;

import dev.bascule.sync.DualEvent;
import dev.bascule.sync.DualLatch;
import dev.bascule.sync.DualLazy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Bascule's own gates as subjects. */
final class DualGates {
    private static final AutoCloseable NOTHING_TO_GIVE_BACK = () -> {};

    private DualGates() {}

    record OfEvent(DualEvent event) implements Event {
        @Override
        public void open() {
            event.set();
        }

        @Override
        public void clear() {
            event.clear();
        }

        @Override
        public boolean isSet() {
            return event.isSet();
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            event.await();
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            event.await(limit);
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            event.awaitUninterruptibly();
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public CompletableFuture<?> awaitAsync() {
            return event.awaitAsync();
        }

        @Override
        public AutoCloseable tryNow() {
            return event.isSet() ? NOTHING_TO_GIVE_BACK : null;
        }

        @Override
        public int waiting() {
            return event.statistics().waiting();
        }

        @Override
        public boolean isWhole() {
            return event.statistics().open();
        }

        @Override
        public String toString() {
            return event.toString();
        }
    }

    record OfLatch(DualLatch latch) implements Latch {
        @Override
        public void countDown() {
            latch.countDown();
        }

        @Override
        public long count() {
            return latch.count();
        }

        @Override
        public AutoCloseable await() throws InterruptedException {
            latch.await();
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
            latch.await(limit);
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public AutoCloseable awaitUninterruptibly() {
            latch.awaitUninterruptibly();
            return NOTHING_TO_GIVE_BACK;
        }

        @Override
        public CompletableFuture<?> awaitAsync() {
            return latch.awaitAsync();
        }

        @Override
        public AutoCloseable tryNow() {
            return latch.count() == 0 ? NOTHING_TO_GIVE_BACK : null;
        }

        @Override
        public int waiting() {
            return latch.statistics().waiting();
        }

        @Override
        public boolean isWhole() {
            return latch.statistics().open();
        }

        @Override
        public String toString() {
            return latch.toString();
        }
    }

    record OfLazy<T>(DualLazy<T> lazy) implements Lazy<T> {
        @Override
        public T get() throws InterruptedException {
            return lazy.get();
        }

        @Override
        public T get(Duration limit) throws InterruptedException, TimeoutException {
            return lazy.get(limit);
        }

        @Override
        public T getUninterruptibly() {
            return lazy.getUninterruptibly();
        }

        @Override
        public CompletableFuture<T> getAsync() {
            return lazy.getAsync();
        }

        @Override
        public T tryGet() {
            return lazy.tryGet();
        }

        @Override
        public boolean isKnown() {
            return lazy.statistics().open();
        }

        @Override
        public int waiting() {
            return lazy.statistics().waiting();
        }

        @Override
        public String toString() {
            return lazy.toString();
        }
    }
}
