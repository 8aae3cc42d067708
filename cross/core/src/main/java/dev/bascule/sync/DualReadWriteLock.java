package dev.bascule.sync;

import java.util.function.UnaryOperator;

/**
 * A lock for many readers or one writer, that threads and loops share. Where only threads use it, {@link
 * java.util.concurrent.locks.ReentrantReadWriteLock ReentrantReadWriteLock} does.
 *
 * {@snippet :
 * DualReadWriteLock lock = DualReadWriteLock.create(c -> c.withName("routes"));
 *
 * Route route = lock.read().withLock(() -> table.find(host));                      // a thread
 * CompletableFuture<Void> done = lock.write().withLockAsync(() -> table.reload()); // a loop
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   free --read--> read by n --all closed--> free --write--> written --close--> free
 * </pre>
 *
 * <p>Both sides are {@link DualLock}s with one line between them: what is said there of threads, blocking, cancellation and
 * memory holds for each. <b>Ordering:</b> a reader that comes while others read overtakes a writer that waits, until the
 * writer has waited at the head for a millisecond; then readers wait behind it. A writer that gives up lets the readers
 * behind it go on at once. Neither side can be changed into the other while it is held, and neither is reentrant.
 */
public final class DualReadWriteLock {
    /** More readers than there can be. A writer wants them all. */
    private static final int ALL = Integer.MAX_VALUE;

    private final PermitLine line;
    private final DualLock read;
    private final DualLock write;

    private DualReadWriteLock(SyncConfig config) {
        line = new ReadWriteLine(config);
        read = new DualLock(line, 1);
        write = new DualLock(line, ALL);
    }

    /** A lock without a name. */
    public static DualReadWriteLock create() {
        return new DualReadWriteLock(SyncConfig.DEFAULT);
    }

    /** A lock as configured, e.g. {@code create(c -> c.withName("routes"))}. */
    public static DualReadWriteLock create(UnaryOperator<SyncConfig> configure) {
        return new DualReadWriteLock(Line.configured(SyncConfig.DEFAULT, configure));
    }

    /** The side that many can hold at once. */
    public DualLock read() {
        return read;
    }

    /** The side that only one can hold, and no reader meanwhile. */
    public DualLock write() {
        return write;
    }

    /** Who holds it and how many wait, at about this moment. */
    public ReadWriteLockStatistics statistics() {
        int taken = ALL - line.available();
        boolean written = taken == ALL;
        return new ReadWriteLockStatistics(line.config.name(), written ? 0 : taken, written, line.waiting());
    }

    @Override
    public String toString() {
        return statistics().toString();
    }

    private static final class ReadWriteLine extends PermitLine {
        ReadWriteLine(SyncConfig config) {
            super(config, ALL);
        }

        @Override
        String kind() {
            return "read-write lock";
        }
    }
}
