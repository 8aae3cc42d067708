package dev.bascule.examples.demo;

import dev.bascule.loop.EventLoop;
import dev.bascule.sync.DualLock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A thread and a loop share a lock, and what the loop does with it has an asynchronous gap in its middle. */
final class MixedLocks implements Scenario {

    @Override
    public About about() {
        return new About(
                "mixed-locks",
                "a thread and a loop share a lock, which the loop holds across an async call",
                "threading.Lock held across an await; asyncio.Lock used from a thread",
                "A ReentrantLock belongs to a thread. The continuation of an async call runs on another one, which may"
                        + " not unlock it, so it is held for ever; and a callback that waits for it holds up its loop."
                        + " A DualLock belongs to the code that holds it: a thread waits for it, a loop is called back,"
                        + " and it is given back when the stage has ended, on whatever thread that is.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration length = trials.length(1);
        Duration patience = trials.patience();
        trials.prepare("warming both ways up");
        blocked(Duration.ZERO, patience);
        shared(Duration.ZERO, patience);
        Run gap = trials.wrong("lock.lock() in a callback, unlock() in a continuation", () -> gap(length, patience));
        Run blocked =
                trials.wrong("lock.lock() in callbacks, while a thread holds it", () -> blocked(length, patience));
        Run refused = trials.bascule("dualLock.withLock(..) in a callback", () -> refused(patience));
        Run shared = trials.bascule(
                "dualLock.withLockAsync(..) in callbacks, withLock(..) in the thread", () -> shared(length, patience));
        return List.of(
                new Check("after the gap the plain lock is held for ever", gap.hung()),
                new Check("the JVM's own deadlock detector does not see it", Stuck.isUnseenByJvm(gap)),
                new Check("Bascule refuses to block the loop: BSC105", refused.refusedWith("BSC105")),
                new Check("the two others count every update", blocked.completed() && shared.completed()),
                Check.ratio("ticker's worst lag, called back against blocked", shared.lag(), blocked.lag(), 0.5));
    }

    // -- the wrong ways --

    /** The callback locks, and a continuation on the store's thread is to unlock; then a thread wants the lock. */
    private static Seen gap(Duration length, Duration patience) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        try (PlainLoop loop = new PlainLoop("plain-loop");
                PlainLoop store = new PlainLoop("plain-store")) {
            long began = System.nanoTime();
            CompletableFuture<Void> update = loop.supply(() -> {
                        lock.lock();
                        return store.schedule(length.dividedBy(10), () -> 1).thenRun(lock::unlock);
                    })
                    .thenCompose(stored -> stored);
            String ending = update.handle((done, failure) -> String.valueOf(failure))
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
            try (SyncThread<Integer> clerk = SyncThread.start("plain-clerk", () -> {
                lock.lockInterruptibly();
                return 1;
            })) {
                String failed = "The continuation failed: " + ending + ".\n";
                return Endings.of(List.of(clerk.work()), length)
                        .seen(began, 1, () -> failed + clerk.evidence() + ".\n" + Stuck.verdictOfJvm());
            }
        }
    }

    private static Seen blocked(Duration length, Duration patience) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        SharedLedger ledger = new SharedLedger(length);
        SharedLedger.Locking locking = update -> {
            lock.lock(); // blocks the loop while the thread holds the lock
            try {
                update.run();
            } finally {
                lock.unlock();
            }
        };
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            return ledger.updateTogether(
                    locking,
                    () -> loop.supply(() -> {
                        locking.locked(ledger::update);
                        return true;
                    }),
                    Ticker.on(loop),
                    patience);
        }
    }

    // -- with Bascule --

    private static Seen refused(Duration patience) throws InterruptedException {
        DualLock lock = DualLock.create(c -> c.withName("ledger"));
        try (EventLoop loop = EventLoop.open("orders")) {
            long began = System.nanoTime();
            return Seen.ending(began, loop.submit(() -> lock.withLock(() -> 1)), 1, patience);
        }
    }

    private static Seen shared(Duration length, Duration patience) throws Exception {
        DualLock lock = DualLock.create(c -> c.withName("ledger"));
        SharedLedger ledger = new SharedLedger(length);
        SharedLedger.Locking locking = update -> lock.withLock(() -> {
            update.run();
            return true;
        });
        try (EventLoop loop = EventLoop.open("orders")) {
            return ledger.updateTogether(
                    locking, () -> loop.call(() -> lock.withLockAsync(ledger::updateAsync)), Ticker.on(loop), patience);
        }
    }
}
