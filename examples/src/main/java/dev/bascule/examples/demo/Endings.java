package dev.bascule.examples.demo;

import dev.bascule.stage.CrossingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** How several pieces of work that depend on each other end; not that of those that are given up on. */
record Endings<T>(List<T> results, List<Throwable> failures, boolean hung) {

    /** Waits for all of them, not for ever. */
    static <T> Endings<T> of(List<? extends Future<T>> works, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<T> results = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Future<T> work : works) {
            try {
                results.add(work.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException stuck) {
                return new Endings<>(results, failures, true);
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        return new Endings<>(results, failures, false);
    }

    /**
     * All of it in one: the refusal, if there was one.
     *
     * @param evidence what is to be said if they hung
     */
    Seen seen(long began, T expected, Supplier<String> evidence) {
        if (hung) {
            return Seen.hung(began, evidence.get());
        }
        for (Throwable failure : failures) {
            if (failure instanceof CrossingException refusal) {
                return Seen.refused(began, refusal).withCounts(counts());
            }
            return Seen.failed(began, failure);
        }
        for (T result : results) {
            if (!result.equals(expected)) {
                return Seen.result(began, result, expected);
            }
        }
        return Seen.result(began, expected, expected).withCounts(counts());
    }

    private Map<String, Long> counts() {
        return new TreeMap<>(Map.of("completed", (long) results.size(), "refused", (long) failures.size()));
    }

    /** Whether one was refused and the other one completed. */
    static boolean hasOneVictim(Run run) {
        return run.count("refused") == 1 && run.count("completed") == 1;
    }
}
