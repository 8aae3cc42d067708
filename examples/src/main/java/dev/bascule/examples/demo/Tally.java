package dev.bascule.examples.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Accounts for every request, wherever it is. Any thread may count. */
final class Tally {
    /** What is counted, in the order in which it happens to a request. */
    private static final List<String> STEPS = List.of("sent", "read", "served", "written", "verified");

    private final Map<String, LongAdder> adders = new LinkedHashMap<>(); // not changed once filled

    Tally() {
        STEPS.forEach(step -> adders.put(step, new LongAdder()));
    }

    /** The counts when so many requests are done, and nothing was lost or done twice. */
    static Map<String, Long> all(long requests) {
        return STEPS.stream().collect(Collectors.toMap(step -> step, step -> requests));
    }

    void count(String step) {
        LongAdder adder = adders.get(step);
        if (adder == null) {
            throw new IllegalArgumentException("step must be one of " + adders.keySet() + ", was " + step);
        }
        adder.increment();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        adders.forEach((step, adder) -> counts.put(step, adder.sum()));
        return counts;
    }
}
