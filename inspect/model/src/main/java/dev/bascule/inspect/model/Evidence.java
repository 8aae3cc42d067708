package dev.bascule.inspect.model;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was seen of a finding in a program that ran.
 *
 * @param count how many calls blocked, those that have not come back included
 * @param totalNanos of all of them together, in nanoseconds
 * @param maxNanos of the longest, in nanoseconds
 * @param firstSeen when the first one was told
 * @param lastSeen when the last one was told
 * @param threads names of the threads, at most {@value #MOST_THREADS}
 * @param stack of one of them, the innermost frame first, as a stack trace shows it
 */
public record Evidence(
        long count,
        long totalNanos,
        long maxNanos,
        Instant firstSeen,
        Instant lastSeen,
        List<String> threads,
        List<String> stack) {
    /** How many threads are named. */
    public static final int MOST_THREADS = 10;

    /** Copies the lists. */
    public Evidence {
        threads = List.copyOf(threads);
        stack = List.copyOf(stack);
    }

    /** Of both together; the stack is that of the longer call. */
    public Evidence and(Evidence other) {
        return new Evidence(
                count + other.count,
                totalNanos + other.totalNanos,
                Math.max(maxNanos, other.maxNanos),
                firstSeen.isBefore(other.firstSeen) ? firstSeen : other.firstSeen,
                lastSeen.isAfter(other.lastSeen) ? lastSeen : other.lastSeen,
                both(threads, other.threads),
                maxNanos >= other.maxNanos ? stack : other.stack);
    }

    private static List<String> both(List<String> some, List<String> others) {
        if (some.size() >= MOST_THREADS || some.containsAll(others)) {
            return some;
        }
        Set<String> both = new LinkedHashSet<>(some);
        both.addAll(others);
        return both.stream().limit(MOST_THREADS).toList();
    }
}
