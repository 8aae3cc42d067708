package dev.bascule.sync;

import dev.bascule.loop.EventLoop;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.ClosedException;
import dev.bascule.sync.Actors.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * One queue with producers and consumers of all kinds, whose puts and takes are cancelled, interrupted and timed out at
 * random moments, until the queue is closed at a random moment. The ledger says what became of each item.
 */
final class Turmoil {
    private static final long NOTHING = -1;

    /** How the queue is closed. */
    enum Closing {
        IN_ORDER,
        WITH_CAUSE,
        AT_ONCE,
        BY_MANY
    }

    private final long seed;
    private final int items;
    private final Closing closing;
    private final DualQueue<Long> queue;
    private final Actors actors = new Actors();
    private final Ledger ledger = new Ledger();

    /** What somebody else does to those who wait: cancels, interrupts. */
    private final Queue<Runnable> mischief = new ConcurrentLinkedQueue<>();

    private volatile boolean over;
    private int people;

    Turmoil(long seed, int items, int capacity, Closing closing, UnaryOperator<QueueConfig<Long>> configure) {
        this.seed = seed;
        this.items = items;
        this.closing = closing;
        this.queue = DualQueue.create(
                capacity,
                c -> configure.apply(c).withName("turmoil").withOnUndelivered(item -> ledger.arrived(item, "nobody")));
    }

    /** Runs until all have ended. */
    Ledger run() throws Exception {
        try (actors) {
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (Kind kind : Kind.available()) {
                for (int i = 0; i < 2; i++) {
                    ends.add(producer(kind, people++));
                    ends.add(consumer(kind, people++));
                }
            }
            ends.add(subscriber(people++));
            CompletableFuture<Void> gremlin = actors.onThread(Kind.THREAD, this::play);
            CompletableFuture<Void> closer = actors.onThread(Kind.THREAD, this::closeSomeTime);
            try {
                Actors.join(closer);
                for (CompletableFuture<Void> end : ends) {
                    Actors.join(end);
                }
            } catch (Exception failure) {
                throw new AssertionError(this + " has not ended well", failure);
            } finally {
                over = true;
            }
            Actors.join(gremlin);
        }
        ledger.assertBalanced(toString());
        return ledger;
    }

    QueueStatistics statistics() {
        return queue.statistics();
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + closing + ", " + queue.statistics();
    }

    private Random random(int person) {
        return new Random(seed * 31 + person);
    }

    // -- the others --

    private void play() {
        Random random = random(people);
        while (!over) {
            Runnable next = mischief.poll();
            pause(random, 200);
            if (next == null) {
                Thread.yield();
            } else {
                next.run();
            }
        }
    }

    private static void pause(Random random, int most) {
        for (int i = random.nextInt(most); i > 0; i--) {
            Thread.onSpinWait();
        }
    }

    private void closeSomeTime() throws Exception {
        Random random = random(people + 1);
        long when = random.nextInt(items * 2);
        while (ledger.count() < when) {
            Thread.yield();
        }
        switch (closing) {
            case IN_ORDER -> queue.close();
            case WITH_CAUSE -> queue.close(new IOException("closed"));
            case AT_ONCE -> takeRest();
            case BY_MANY -> {
                CompletableFuture<Void> other = actors.onThread(Kind.THREAD, this::takeRest);
                queue.close();
                takeRest();
                Actors.join(other);
            }
        }
    }

    private void takeRest() {
        queue.closeNow().forEach(item -> ledger.arrived(item, "rest"));
    }

    // -- producers --

    private CompletableFuture<Void> producer(Kind kind, int person) {
        Random random = random(person);
        int[] next = {0};
        if (kind == Kind.LOOP) {
            return actors.onLoop(() -> next[0] < items ? put(random, Ledger.item(person, next[0]++)) : null);
        }
        return actors.onThread(kind, () -> {
            while (next[0] < items && !queue.isClosed()) {
                long item = Ledger.item(person, next[0]++);
                try {
                    if (putBlocking(random, item)) {
                        ledger.accepted(item);
                    } else {
                        ledger.kept(item);
                    }
                } catch (InterruptedException | AwaitTimeoutException | ClosedException failure) {
                    ledger.kept(item);
                }
            }
        });
    }

    private boolean putBlocking(Random random, long item) throws InterruptedException, AwaitTimeoutException {
        interruptSome(random);
        switch (random.nextInt(6)) {
            case 0 -> queue.put(item, someTime(random));
            case 1 -> queue.putUninterruptibly(item);
            case 2 -> {
                return queue.tryPut(item);
            }
            case 3 -> {
                return queue.blocking().offer(item, random.nextInt(100), TimeUnit.MICROSECONDS);
            }
            default -> queue.put(item);
        }
        return true;
    }

    private static Duration someTime(Random random) {
        return Duration.ofNanos(random.nextInt(200_000));
    }

    private void interruptSome(Random random) {
        if (random.nextInt(8) == 0) {
            Thread me = Thread.currentThread();
            mischief.add(me::interrupt);
        }
    }

    private CompletableFuture<?> put(Random random, long item) {
        CompletableFuture<Void> put = queue.putAsync(item);
        disturb(random, put);
        return put.handle((done, failure) -> {
            if (failure == null) {
                ledger.accepted(item);
            } else {
                ledger.kept(item);
            }
            return null;
        });
    }

    private void disturb(Random random, CompletableFuture<?> stage) {
        switch (random.nextInt(10)) {
            case 0 -> stage.cancel(false);
            case 1 -> stage.completeExceptionally(new IOException("enough"));
            case 2 -> stage.orTimeout(random.nextInt(200), TimeUnit.MICROSECONDS);
            case 3 -> mischief.add(() -> stage.cancel(true));
            case 4 -> mischief.add(() -> stage.orTimeout(1, TimeUnit.NANOSECONDS));
            default -> {}
        }
    }

    // -- consumers --

    private CompletableFuture<Void> consumer(Kind kind, int person) {
        Random random = random(person);
        Ledger.Reader reader = ledger.new Reader(kind + " " + person);
        if (kind == Kind.LOOP) {
            return actors.onLoop(() -> take(random, reader));
        }
        return actors.onThread(kind, () -> {
            while (true) {
                interruptSome(random);
                try {
                    takeBlocking(random).forEach(reader::got);
                } catch (InterruptedException | AwaitTimeoutException goOn) {
                    continue;
                } catch (ClosedException end) {
                    return;
                }
            }
        });
    }

    private List<Long> takeBlocking(Random random) throws InterruptedException, AwaitTimeoutException {
        List<Long> taken = new ArrayList<>();
        Long item = null;
        switch (random.nextInt(8)) {
            case 0 -> item = queue.take(someTime(random));
            case 1 -> item = queue.takeUninterruptibly();
            case 2 -> item = queue.tryTake();
            case 3 -> item = queue.blocking().poll(random.nextInt(100), TimeUnit.MICROSECONDS);
            case 4 -> taken.addAll(queue.takeMany(1 + random.nextInt(4)));
            case 5 -> queue.blocking().drainTo(taken, 2);
            default -> item = queue.take();
        }
        if (item != null) {
            taken.add(item);
        }
        return taken;
    }

    /** Null at the end. */
    private CompletableFuture<?> take(Random random, Ledger.Reader reader) {
        if (random.nextInt(4) == 0) {
            CompletableFuture<List<Long>> many = queue.takeManyAsync(1 + random.nextInt(4));
            disturb(random, many);
            return many.handle((taken, failure) -> {
                if (failure == null) {
                    taken.forEach(reader::got);
                }
                return endIfClosed(failure);
            });
        }
        CompletableFuture<Long> one = queue.takeAsync();
        disturb(random, one);
        if (random.nextInt(8) == 0) {
            one.completeOnTimeout(NOTHING, random.nextInt(100), TimeUnit.MICROSECONDS);
        }
        return one.handle((item, failure) -> {
            if (failure == null && item != NOTHING) {
                reader.got(item);
            }
            return endIfClosed(failure);
        });
    }

    private static Void endIfClosed(Throwable failure) {
        if (failure != null && Actors.unwrap(failure) instanceof ClosedException end) {
            throw new ClosedException(end.getMessage(), null); // the cause does not matter here
        }
        return null;
    }

    private CompletableFuture<Void> subscriber(int person) {
        EventLoop loop = actors.openLoop();
        CompletableFuture<Void> end = new CompletableFuture<>();
        new Fickle(random(person), loop, end).again();
        return end;
    }

    /** A subscriber that cancels now and then, and comes again. */
    private final class Fickle implements Flow.Subscriber<Long> {
        private final Random random;
        private final Ledger.Reader reader = ledger.new Reader("subscriber");
        private final EventLoop loop;
        private final CompletableFuture<Void> end;
        private final AtomicBoolean gone = new AtomicBoolean();
        private Flow.Subscription source;

        Fickle(Random random, EventLoop loop, CompletableFuture<Void> end) {
            this.random = random;
            this.loop = loop;
            this.end = end;
        }

        void again() {
            loop.executor().execute(() -> queue.publisher().subscribe(new Fickle(random, loop, end)));
        }

        private void leave() {
            if (gone.compareAndSet(false, true)) {
                source.cancel();
                again();
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            if (random.nextBoolean()) {
                mischief.add(this::leave);
            }
            subscription.request(1 + random.nextInt(4));
        }

        @Override
        public void onNext(Long item) {
            reader.got(item);
            source.request(1);
            if (random.nextInt(16) == 0) {
                leave();
            }
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(null);
        }

        @Override
        public void onComplete() {
            end.complete(null);
        }
    }
}
