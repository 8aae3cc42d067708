package dev.bascule.jcstress;

import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import dev.bascule.sync.SyncConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Somebody holds it, one wants it, and behind that one stands a stage that wants all of it. When it is given back one of
 * the two must get it, not both. A lock, permits and the sides of a read-write lock by turns, strict and not: if strict, it
 * is granted on the waiter's behalf, else the waiter is woken and takes it.
 */
final class Turn {
    /** What it is that is wanted. */
    enum Kind {
        LOCK,
        PERMITS,
        READ,
        WRITE
    }

    private static final AtomicInteger COUNT = new AtomicInteger();

    final Kind kind;
    private final Source wanted;
    private final Source all;
    private final Hold before;
    private volatile Hold got;
    private volatile CompletableFuture<Hold> next;

    private Turn(Kind kind, Source wanted, Source all, Hold before) {
        this.kind = kind;
        this.wanted = wanted;
        this.all = all;
        this.before = before;
    }

    /** Of the next kind. */
    static Turn make() {
        int number = COUNT.getAndIncrement() & Integer.MAX_VALUE;
        boolean strict = number % 2 == 0;
        Kind kind = Kind.values()[number / 2 % Kind.values().length];
        UnaryOperator<SyncConfig> config = c -> c.withStrictFifo(strict).withInline(true);
        return switch (kind) {
            case LOCK -> ofLock(DualLock.create(config));
            case PERMITS -> ofPermits(DualSemaphore.create(2, config));
            case READ, WRITE -> ofReadWriteLock(kind, DualReadWriteLock.create(config));
        };
    }

    private static Turn ofLock(DualLock lock) {
        Source source = new Source.Lock(lock);
        return new Turn(Kind.LOCK, source, source, lock.tryAcquire());
    }

    private static Turn ofPermits(DualSemaphore permits) {
        Source one = new Source.Permits(permits, 1);
        Source both = new Source.Permits(permits, 2);
        return new Turn(Kind.PERMITS, one, both, both.tryAcquire());
    }

    private static Turn ofReadWriteLock(Kind kind, DualReadWriteLock lock) {
        Source read = new Source.Lock(lock.read());
        Source write = new Source.Lock(lock.write());
        return kind == Kind.READ
                ? new Turn(kind, read, write, write.tryAcquire())
                : new Turn(kind, write, write, read.tryAcquire());
    }

    // -- the one who wants it --

    String acquire() throws InterruptedException {
        got = wanted.acquire();
        return "granted";
    }

    String acquire(Duration limit) throws InterruptedException {
        try {
            got = wanted.acquire(limit);
            return "granted";
        } catch (AwaitTimeoutException late) {
            return "timed out";
        }
    }

    CompletableFuture<Hold> acquireAsync() {
        return wanted.acquireAsync();
    }

    /** How that has ended. */
    String endOf(CompletableFuture<Hold> stage) {
        if (stage.isCancelled()) {
            return "cancelled";
        }
        got = stage.getNow(null);
        return got == null ? "waits" : "granted";
    }

    boolean tryAcquire() {
        got = wanted.tryAcquire();
        return got != null;
    }

    // -- the others --

    /** Takes all of it, if it is there, and gives it back; whether it was. */
    boolean pass() {
        Hold hold = all.tryAcquire();
        if (hold != null) {
            hold.close();
        }
        return hold != null;
    }

    boolean anyWait() {
        return wanted.waiting() > 0;
    }

    /** The stage joins the line. */
    void joinLine() {
        next = all.acquireAsync();
    }

    /** Any number of times. */
    void giveBack() {
        before.close();
    }

    // -- afterwards --

    /** What has become of the stage; which gets it at the latest when all others have given it back. */
    String endOfNext() {
        boolean waited = !next.isDone();
        boolean wasHeld = all.tryAcquire() == null;
        if (got != null) {
            got.close();
        }
        if (!wasHeld || !next.isDone()) {
            return "forgotten";
        }
        next.join().close();
        return (waited ? "waits" : "granted") + surplus();
    }

    /** Without a stage: whether nobody could take it from the one who got it, and there is as much of it as before. */
    String endOfAll() {
        if (got != null) {
            if (all.tryAcquire() != null) {
                return "given away";
            }
            got.close();
        }
        return "free" + surplus();
    }

    /** To be called when nobody has any of it. */
    private String surplus() {
        return all.tryAcquire() == null ? ", lost" : all.tryAcquire() != null ? ", had by two" : "";
    }
}
