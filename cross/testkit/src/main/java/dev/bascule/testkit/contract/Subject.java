package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Something that threads and loops wait for: what a contract is about. To test a primitive of your own, wrap it in this.
 *
 * <p>What an await gives is closed by the suite, which gives back what was taken; a subject of which nothing is taken, such
 * as a gate, gives something whose close does nothing.
 */
public interface Subject {
    /**
     * Makes it unavailable until the handle is closed: who comes meanwhile waits. Never waits itself. Called on a fresh
     * subject, and again when {@link #isWhole()} after that.
     */
    AutoCloseable block();

    /** Waits for it on the calling thread. */
    AutoCloseable await() throws InterruptedException;

    /** Waits for it on the calling thread, at most so long. */
    AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException;

    /** Waits for it on the calling thread, whatever interrupts. */
    AutoCloseable awaitUninterruptibly();

    /** A stage that completes when it is there; an {@link AutoCloseable} value is closed by the suite. */
    CompletableFuture<?> awaitAsync();

    /** What await would give, if it is there; else null. */
    @Nullable
    AutoCloseable tryNow();

    /** How many threads and stages wait in line. */
    int waiting();

    /** Whether it is available and nothing of it is missing: it was unblocked, and all was given back. */
    boolean isWhole();

    /**
     * Whether it is one of Bascule's kind: with an asynchronous face, off limits for the blocking one on loops, and with a
     * bound on overtaking. If not, the cases that need that are skipped.
     */
    default boolean isDual() {
        return true;
    }
}
