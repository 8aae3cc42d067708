package dev.bascule.offload;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an {@link Offload} is to be. Start from what {@code open} passes in and change what you need.
 *
 * @param name in messages, events and the names of threads
 * @param concurrency how many calls run at once, at least 1; 64 by default
 * @param queueLimit how many more may wait, at least 0; 10,000 by default
 * @param threads the kind of thread; {@link ThreadKind#AUTO} by default
 * @param deadline how long after it was made a call may end; null (the default) for no limit. A call that is still
 *     queued then is dropped and never runs; one that runs is cancelled as its {@code Cancellation} says
 */
public record OffloadConfig(
        String name,
        int concurrency,
        int queueLimit,
        ThreadKind threads,
        @Nullable Duration deadline) {

    /** Checks the options. */
    public OffloadConfig {
        requireNonNull(name, "name");
        requireNonNull(threads, "threads");
        if (concurrency < 1) {
            throw new IllegalArgumentException("concurrency must be >= 1, was " + concurrency);
        }
        if (queueLimit < 0) {
            throw new IllegalArgumentException("queueLimit must be >= 0, was " + queueLimit);
        }
        if (deadline != null && (deadline.isNegative() || deadline.isZero())) {
            throw new IllegalArgumentException("deadline must be > 0, was " + deadline);
        }
    }

    /** The same with this name. */
    public OffloadConfig withName(String newName) {
        return new OffloadConfig(newName, concurrency, queueLimit, threads, deadline);
    }

    /** The same with this many calls at once. */
    public OffloadConfig withConcurrency(int newConcurrency) {
        return new OffloadConfig(name, newConcurrency, queueLimit, threads, deadline);
    }

    /** The same with this many places in the queue. */
    public OffloadConfig withQueueLimit(int newQueueLimit) {
        return new OffloadConfig(name, concurrency, newQueueLimit, threads, deadline);
    }

    /** The same on this kind of thread. */
    public OffloadConfig withThreads(ThreadKind newThreads) {
        return new OffloadConfig(name, concurrency, queueLimit, newThreads, deadline);
    }

    /** The same with this deadline for each call. */
    public OffloadConfig withDeadline(Duration newDeadline) {
        return new OffloadConfig(name, concurrency, queueLimit, threads, newDeadline);
    }
}
