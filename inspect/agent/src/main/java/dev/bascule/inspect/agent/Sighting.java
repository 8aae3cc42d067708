package dev.bascule.inspect.agent;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Calls that blocked at one place, on threads that must not: how often, how long, which threads. */
final class Sighting {
    private static final int MOST_THREADS = 10;

    /** From the advised method outwards. */
    final List<Frame> stack;

    // -- under the monitor --
    private final Set<String> threads = new LinkedHashSet<>();
    private final Instant first = Instant.now();
    private Instant last = first;
    private long count;
    private long total;
    private long most;

    Sighting(List<Frame> stack) {
        this.stack = stack;
    }

    /** What is known of it at a moment; times in nanoseconds. */
    record Evidence(long count, long totalNanos, long maxNanos, Instant first, Instant last, List<String> threads) {
        /** Of both together. */
        Evidence and(Evidence other) {
            Set<String> both = new LinkedHashSet<>(threads);
            both.addAll(other.threads);
            return new Evidence(
                    count + other.count,
                    totalNanos + other.totalNanos,
                    Math.max(maxNanos, other.maxNanos),
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    both.stream().limit(MOST_THREADS).toList());
        }
    }

    synchronized void add(String thread, long nanos) {
        count++;
        total += nanos;
        most = Math.max(most, nanos);
        last = Instant.now();
        if (threads.size() < MOST_THREADS) {
            threads.add(thread);
        }
    }

    synchronized Evidence evidence() {
        return new Evidence(count, total, most, first, last, List.copyOf(threads));
    }
}
