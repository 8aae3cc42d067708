package dev.bascule.sync;

import dev.bascule.function.ThrowingRunnable;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.stage.AwaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A lock that threads and loops share: threads wait for it, loops are called back. Where only threads use it, {@link
 * java.util.concurrent.locks.ReentrantLock ReentrantLock} does; this one can also be held across an asynchronous gap.
 *
 * {@snippet :
 * DualLock lock = DualLock.create(c -> c.withName("cache"));
 *
 * int size = lock.withLock(() -> map.size());                                   // a thread
 * CompletableFuture<Entry> entry = lock.withLockAsync(() -> store.fetch(key));  // a loop: held until the stage has ended
 *
 * try (Hold hold = lock.acquire()) {                                            // by token, to be closed by whomever
 *     map.clear();
 * }
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   free --acquire--> held --close of the hold--> free
 *                      '---- to one who waited for 1 ms as the first in line, without being free in between
 * </pre>
 *
 * <p><b>Threads.</b> Any thread may use it. The owner is the {@link Hold}, not a thread: it may be closed anywhere. The lock
 * is not reentrant: who holds it and acquires it again waits for himself. A stage of a waiter completes on the loop or
 * offload whose thread asked for it, else where the configuration says ({@link SyncConfig#continuations}); one that need
 * not wait is complete when it is returned.
 *
 * <p><b>Blocking.</b> {@code acquire} and {@code withLock} park the thread, after a few microseconds of spinning if it is
 * a platform thread and the first to wait. On the thread of a loop they are refused with BSC105, even if the lock is free.
 * The {@code Async} and {@code try} forms never block.
 *
 * <p><b>Interruption and cancellation.</b> A wait that is interrupted or times out leaves the line at once. If the lock was
 * granted first, it is returned normally, with the interrupt flag set. Cancelling the stage of an acquire, or failing it by
 * {@code completeExceptionally} or {@code orTimeout}, leaves the line; after the grant it does nothing, so no lock is ever
 * lost. Cancelling a <em>dependent</em> of it does not reach it: use {@link #withLockAsync}, whose stage can be cancelled.
 *
 * <p><b>Ordering.</b> Waiters are served in their order, but whoever finds the lock free takes it. One who has been the
 * first in line for a millisecond, was woken and found it taken is not overtaken any more. {@link SyncConfig#strictFifo}
 * forbids all overtaking.
 *
 * <p><b>Memory consistency effects.</b> What happened before a hold was closed happens-before what follows the next
 * acquire, and the completion of its stage.
 *
 * <p><b>Exceptions.</b> {@link InterruptedException}; {@link AwaitTimeoutException} where there is a limit; {@link
 * dev.bascule.stage.CrossingException CrossingException} with BSC105 on a loop, and with BSC003 if the wait could never
 * end, where all who hold and wait use scopes.
 */
public final class DualLock {
    private final HoldLine line;
    private final int wanted;

    private DualLock(SyncConfig config) {
        this(new LockLine(config), 1);
    }

    DualLock(HoldLine line, int wanted) {
        this.line = line;
        this.wanted = wanted;
    }

    /** A lock without a name. */
    public static DualLock create() {
        return new DualLock(SyncConfig.DEFAULT);
    }

    /** A lock as configured, e.g. {@code create(c -> c.withName("cache"))}. */
    public static DualLock create(UnaryOperator<SyncConfig> configure) {
        return new DualLock(Line.configured(SyncConfig.DEFAULT, configure));
    }

    // -- by scope --

    /** Runs the body with the lock held, after waiting for it; never on a loop. */
    public <T, X extends Exception> T withLock(ThrowingSupplier<T, X> body) throws X, InterruptedException {
        return line.with(line.acquire(wanted), body);
    }

    /** The same, waiting at most so long for the lock. */
    public <T, X extends Exception> T withLock(Duration limit, ThrowingSupplier<T, X> body)
            throws X, InterruptedException, AwaitTimeoutException {
        return line.with(line.acquire(wanted, limit), body);
    }

    /** The same, whatever interrupts. */
    public <T, X extends Exception> T withLockUninterruptibly(ThrowingSupplier<T, X> body) throws X {
        return line.with(line.acquireUninterruptibly(wanted), body);
    }

    /**
     * Runs the asynchronous body when the lock has come, and holds it until the body's stage has ended. To cancel the
     * returned stage gives up the place in line; a body that runs already goes on, and gives the lock back at its end.
     */
    public <T> CompletableFuture<T> withLockAsync(Supplier<? extends CompletionStage<T>> body) {
        return line.withAsync(wanted, body);
    }

    /** Runs the body if the lock is free, without waiting; whether it ran. */
    public <X extends Exception> boolean tryWithLock(ThrowingRunnable<X> body) throws X {
        return line.tryWith(wanted, body);
    }

    // -- by token --

    /** Waits for the lock; never on a loop. */
    public Hold acquire() throws InterruptedException {
        return line.acquire(wanted);
    }

    /** Waits for the lock at most so long. */
    public Hold acquire(Duration limit) throws InterruptedException, AwaitTimeoutException {
        return line.acquire(wanted, limit);
    }

    /** Waits for the lock, whatever interrupts; the interrupt is kept for afterwards. */
    public Hold acquireUninterruptibly() {
        return line.acquireUninterruptibly(wanted);
    }

    /** A stage that completes when the lock is held; at once if it is free. */
    public CompletableFuture<Hold> acquireAsync() {
        return line.acquireAsync(wanted);
    }

    /** The lock if it is free, else null. */
    public @Nullable Hold tryAcquire() {
        return line.tryAcquire(wanted);
    }

    // -- seen from outside --

    /** Who holds it and how many wait, at about this moment. */
    public LockStatistics statistics() {
        return new LockStatistics(line.config.name(), line.isTakenFor(wanted), line.holders(), line.waiting());
    }

    @Override
    public String toString() {
        return statistics().toString();
    }
}
