package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Where each item has gone. An item is a number: that of its producer, and how many that one had before. */
final class Ledger {
    private static final long PER_PRODUCER = 1L << 32;

    private final Set<Long> accepted = ConcurrentHashMap.newKeySet();
    private final Set<Long> kept = ConcurrentHashMap.newKeySet();
    private final Map<Long, String> arrived = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    static long item(int producer, int number) {
        return producer * PER_PRODUCER + number;
    }

    /** The put succeeded. */
    void accepted(long item) {
        accepted.add(item);
        count.incrementAndGet();
    }

    /** The put failed, so the item is still its producer's. */
    void kept(long item) {
        kept.add(item);
        count.incrementAndGet();
    }

    /** Puts that have ended, in whatever way. */
    long count() {
        return count.get();
    }

    /** It came out of the queue there. */
    void arrived(long item, String where) {
        String before = arrived.put(item, where);
        if (before != null) {
            wrong.add(item + " came to " + before + " and to " + where);
        }
    }

    /** What one consumer gets, which must be in each producer's order. */
    final class Reader {
        private final String name;
        private final Map<Long, Long> last = new ConcurrentHashMap<>();

        Reader(String name) {
            this.name = name;
        }

        void got(long item) {
            arrived(item, name);
            Long before = last.put(item / PER_PRODUCER, item);
            if (before != null && before > item) {
                wrong.add(name + " got " + item + " after " + before);
            }
        }
    }

    /** Each accepted item has come to one place, and each other one to none. */
    void assertBalanced(String what) {
        assertThat(wrong).as(what).isEmpty();
        Set<Long> lost = new HashSet<>(accepted);
        lost.removeAll(arrived.keySet());
        Set<Long> doubled = new HashSet<>(kept);
        doubled.retainAll(arrived.keySet());
        Set<Long> invented = new HashSet<>(arrived.keySet());
        invented.removeAll(accepted);
        assertThat(lost).as("accepted, but never seen again: %s", what).isEmpty();
        assertThat(doubled)
                .as("left with the producer, and delivered too: %s", what)
                .isEmpty();
        assertThat(invented).as("delivered, but not accepted: %s", what).isEmpty();
        assertThat(accepted).as("the test has put something: %s", what).isNotEmpty();
    }

    /** How much came to places whose names begin so. */
    long arrivedAt(String prefix) {
        return arrived.values().stream()
                .filter(where -> where.startsWith(prefix))
                .count();
    }

    /** How many items stayed with their producers. */
    int keptCount() {
        return kept.size();
    }
}
