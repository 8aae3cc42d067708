package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.sync.DualQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A sync thread puts items into a bounded queue, and an async consumer on a loop takes them out. */
final class BridgeQueue implements Scenario {
    private static final int ITEMS = 100_000;
    private static final int BURSTS = 10;
    private static final int CAPACITY = 1_000;
    private static final int BATCH = 256;
    private static final int SENTINEL = -1;

    @Override
    public About about() {
        return new About(
                "bridge-queue",
                "a sync thread puts items into a queue, an async consumer on a loop takes them out",
                "queue.Queue.get() inside a coroutine; janus",
                "The thread delivers in bursts. Whenever the queue is empty, take() holds the loop until the next burst,"
                        + " and every timer stands still. A DualQueue has two faces: put() makes the thread wait while"
                        + " the queue is full, and takeManyAsync() calls the loop back when there is something. Closing"
                        + " it is the end of the items, so no sentinel has to go through it.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration pause = trials.length(1.0 / BURSTS);
        Duration patience = trials.patience();
        trials.prepare("warming both ways up");
        plain(Duration.ZERO, patience);
        bascule(Duration.ZERO, patience);
        Run plain = trials.wrong("arrayBlockingQueue.take() in a callback", () -> plain(pause, patience));
        Run bascule = trials.bascule("dualQueue.put(..), dualQueue.takeManyAsync(..)", () -> bascule(pause, patience));
        return List.of(
                new Check("both ways account for every item", Audit.isIntact(plain) && Audit.isIntact(bascule)),
                new Check("a full queue made the thread wait", Audit.mostBetween(bascule) <= CAPACITY + BATCH),
                Check.ratio("ticker's worst lag against the wrong way", bascule.lag(), plain.lag(), 0.5));
    }

    /** The sync side, which delivers in bursts, as an old driver or a reader of files does. */
    private static void deliver(Sink sink, Audit audit, Duration pause) throws InterruptedException {
        for (int item = 0; item < ITEMS; item++) {
            if (item % (ITEMS / BURSTS) == 0) {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            }
            sink.put(item);
            audit.put();
        }
    }

    // -- the wrong way --

    private static Seen plain(Duration pause, Duration patience) throws Exception {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);
        Audit audit = new Audit(ITEMS);
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            try (SyncThread<Boolean> source = SyncThread.start("plain-source", () -> {
                deliver(queue::put, audit, pause);
                queue.put(SENTINEL);
                return true;
            })) {
                loop.supply(() -> takeAll(queue, audit)).get(patience.toNanos(), TimeUnit.NANOSECONDS);
                return seen(began, source, audit, ticker, patience);
            }
        }
    }

    private static int takeAll(BlockingQueue<Integer> queue, Audit audit) throws InterruptedException {
        int item = queue.take(); // blocks the loop whenever the queue is empty
        while (item != SENTINEL) {
            audit.taken(item);
            item = queue.take();
        }
        return audit.arrived();
    }

    // -- with Bascule --

    private static Seen bascule(Duration pause, Duration patience) throws Exception {
        DualQueue<Integer> queue = DualQueue.create(CAPACITY, c -> c.withName("items"));
        Audit audit = new Audit(ITEMS);
        try (EventLoop loop = EventLoop.open("orders")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            try (SyncThread<Boolean> source = SyncThread.start("source", () -> {
                deliver(queue::put, audit, pause);
                queue.close();
                return true;
            })) {
                Bridge.await(loop.call(() -> takeAll(queue, audit, loop.executor())), patience);
                return seen(began, source, audit, ticker, patience);
            }
        }
    }

    private static CompletableFuture<Boolean> takeAll(DualQueue<Integer> queue, Audit audit, Executor loop) {
        CompletableFuture<Boolean> end = Bridge.promise("the end of the items");
        takeNext(queue, audit, loop, end);
        return end;
    }

    /** What is there, then the loop's other work, then the next; until the queue has ended. */
    private static void takeNext(DualQueue<Integer> queue, Audit audit, Executor loop, CompletableFuture<Boolean> end) {
        queue.takeManyAsync(BATCH)
                .whenCompleteAsync(
                        (items, closed) -> {
                            if (closed != null) {
                                end.complete(queue.isClosed());
                            } else {
                                items.forEach(audit::taken);
                                takeNext(queue, audit, loop, end);
                            }
                        },
                        loop);
    }

    private static Seen seen(long began, SyncThread<Boolean> source, Audit audit, Ticker ticker, Duration patience)
            throws Exception {
        source.result(patience);
        return Seen.result(began, audit.arrived(), ITEMS).withLag(ticker).withCounts(audit.counts());
    }

    /** Where the sync side puts its items. */
    private interface Sink {
        void put(Integer item) throws InterruptedException;
    }
}
