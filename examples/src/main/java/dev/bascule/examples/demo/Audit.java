package dev.bascule.examples.demo;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts for every item between one producer and one consumer: that it comes, comes once, and does not pile up. */
final class Audit {
    private static final String MOST = "most between";

    private final int items;
    private final AtomicInteger taken = new AtomicInteger();

    // -- the producer --
    private int put;
    private int mostBetween;

    // -- the consumer --
    private final BitSet seen = new BitSet();
    private int doubled;

    /** For the items from 0 on, so many of them. */
    Audit(int items) {
        this.items = items;
    }

    /** The producer has put an item. */
    void put() {
        put++;
        mostBetween = Math.max(mostBetween, put - taken.get());
    }

    /** The consumer has this item. */
    void taken(int item) {
        if (seen.get(item)) {
            doubled++;
        }
        seen.set(item);
        taken.incrementAndGet();
    }

    /** When both have ended: how many items came. */
    int arrived() {
        return seen.cardinality();
    }

    /** When both have ended. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("put", (long) put);
        counts.put("taken", (long) taken.get());
        counts.put("lost", (long) (items - arrived()));
        counts.put("doubled", (long) doubled);
        counts.put(MOST, (long) mostBetween);
        return counts;
    }

    /** Whether nothing was lost and nothing came twice. */
    static boolean isIntact(Run run) {
        return run.completed()
                && run.count("put") == run.count("taken")
                && run.count("lost") == 0
                && run.count("doubled") == 0;
    }

    /** How many items were at most put and not taken yet. */
    static long mostBetween(Run run) {
        return run.count(MOST);
    }
}
