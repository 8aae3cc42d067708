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
 * A number of permits that threads and loops share. Where only threads use them, {@link java.util.concurrent.Semaphore
 * Semaphore} does; to bound blocking calls use an {@link dev.bascule.offload.Offload Offload}, which has its own limit.
 *
 * {@snippet :
 * DualSemaphore connections = DualSemaphore.create(20, c -> c.withName("connections"));
 *
 * Row row = connections.withPermit(() -> dao.load(42));                                    // a thread
 * CompletableFuture<Row> later = connections.withPermitAsync(() -> client.load(42));       // a loop
 * connections.withPermits(5, () -> batch.run());                                           // weighted
 * }
 *
 * <p><b>Threads.</b> Any thread may use it, and any thread may close a {@link Hold}. Stages complete as those of {@link
 * DualLock} do.
 *
 * <p><b>Blocking, interruption and cancellation</b> are those of {@link DualLock}: refused on a loop, at once out of the
 * line, and no permit is ever lost.
 *
 * <p><b>Ordering.</b> As for {@link DualLock}, by the whole request: one who waits at the head for many permits keeps those
 * behind it waiting who want fewer, or it might never get so many together. Whoever does not wait yet may overtake until
 * the head has waited for a millisecond.
 *
 * <p><b>Memory consistency effects.</b> What happened before a hold was closed happens-before what follows an acquire that
 * got its permits.
 *
 * <p><b>Exceptions.</b> Those of {@link DualLock}; IllegalArgumentException for fewer than 0 permits, or for more than
 * there are in all, which would wait for ever. A request for 0 permits is granted as soon as it is its turn.
 */
public final class DualSemaphore {
    private final PermitLine line;

    private DualSemaphore(int permits, SyncConfig config) {
        if (permits < 0) {
            throw new IllegalArgumentException("permits must be >= 0, was " + permits);
        }
        line = new PermitLine(config, permits);
    }

    /** So many permits, without a name. */
    public static DualSemaphore create(int permits) {
        return new DualSemaphore(permits, SyncConfig.DEFAULT);
    }

    /** So many permits, as configured, e.g. {@code create(20, c -> c.withName("connections"))}. */
    public static DualSemaphore create(int permits, UnaryOperator<SyncConfig> configure) {
        return new DualSemaphore(permits, Line.configured(SyncConfig.DEFAULT, configure));
    }

    private int check(int wanted) {
        if (wanted < 0) {
            throw new IllegalArgumentException("permits must be >= 0, was " + wanted);
        }
        if (wanted > line.permits) {
            throw new IllegalArgumentException("permits must be <= " + line.permits + ", which is all there are, was "
                    + wanted + ": it would wait for ever");
        }
        return wanted;
    }

    // -- by scope --

    /** Runs the body with one permit, after waiting for it; never on a loop. */
    public <T, X extends Exception> T withPermit(ThrowingSupplier<T, X> body) throws X, InterruptedException {
        return withPermits(1, body);
    }

    /** Runs the body with so many permits, after waiting for them; never on a loop. */
    public <T, X extends Exception> T withPermits(int permits, ThrowingSupplier<T, X> body)
            throws X, InterruptedException {
        return line.with(line.acquire(check(permits)), body);
    }

    /** The same, waiting at most so long for the permits. */
    public <T, X extends Exception> T withPermits(int permits, Duration limit, ThrowingSupplier<T, X> body)
            throws X, InterruptedException, AwaitTimeoutException {
        return line.with(line.acquire(check(permits), limit), body);
    }

    /** The same, whatever interrupts. */
    public <T, X extends Exception> T withPermitsUninterruptibly(int permits, ThrowingSupplier<T, X> body) throws X {
        return line.with(line.acquireUninterruptibly(check(permits)), body);
    }

    /** Runs the asynchronous body with one permit; see {@link #withPermitsAsync}. */
    public <T> CompletableFuture<T> withPermitAsync(Supplier<? extends CompletionStage<T>> body) {
        return withPermitsAsync(1, body);
    }

    /**
     * Runs the asynchronous body when the permits have come, and holds them until the body's stage has ended. To cancel the
     * returned stage gives up the place in line; a body that runs already goes on, and gives the permits back at its end.
     */
    public <T> CompletableFuture<T> withPermitsAsync(int permits, Supplier<? extends CompletionStage<T>> body) {
        return line.withAsync(check(permits), body);
    }

    /** Runs the body if the permits are there, without waiting; whether it ran. */
    public <X extends Exception> boolean tryWithPermits(int permits, ThrowingRunnable<X> body) throws X {
        return line.tryWith(check(permits), body);
    }

    // -- by token --

    /** Waits for one permit; never on a loop. */
    public Hold acquire() throws InterruptedException {
        return acquire(1);
    }

    /** Waits for so many permits; never on a loop. */
    public Hold acquire(int permits) throws InterruptedException {
        return line.acquire(check(permits));
    }

    /** Waits for them at most so long. */
    public Hold acquire(int permits, Duration limit) throws InterruptedException, AwaitTimeoutException {
        return line.acquire(check(permits), limit);
    }

    /** Waits for them, whatever interrupts; the interrupt is kept for afterwards. */
    public Hold acquireUninterruptibly(int permits) {
        return line.acquireUninterruptibly(check(permits));
    }

    /** A stage that completes when one permit is held; at once if it is there. */
    public CompletableFuture<Hold> acquireAsync() {
        return acquireAsync(1);
    }

    /** A stage that completes when so many permits are held; at once if they are there. */
    public CompletableFuture<Hold> acquireAsync(int permits) {
        return line.acquireAsync(check(permits));
    }

    /** One permit if it is there, else null. */
    public @Nullable Hold tryAcquire() {
        return tryAcquire(1);
    }

    /** So many permits if they are there, else null. */
    public @Nullable Hold tryAcquire(int permits) {
        return line.tryAcquire(check(permits));
    }

    // -- seen from outside --

    /** How many permits there are and who has them, at about this moment. */
    public SemaphoreStatistics statistics() {
        return new SemaphoreStatistics(
                line.config.name(), line.permits, line.available(), line.waiting(), line.borrowers());
    }

    @Override
    public String toString() {
        return statistics().toString();
    }
}
