package dev.bascule.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Looks at what has been reported, where proofs are but reported. */
public final class Knots {
    private Knots() {}

    /** Two reported waits of these threads that are in the same knot, in words; null if there are none. */
    public static String toldTwice(Set<Thread> threads) {
        List<Wait> told = waits(threads);
        for (Wait one : told) {
            for (Wait other : told) {
                if (one != other && leads(one, other) && leads(other, one)) {
                    return one + " and " + other;
                }
            }
        }
        return null;
    }

    /** The waits of these threads that were reported and have not ended, in words. */
    public static List<String> told(Set<Thread> threads) {
        return waits(threads).stream().map(Wait::toString).toList();
    }

    private static List<Wait> waits(Set<Thread> threads) {
        List<Wait> told = new ArrayList<>();
        for (Wait innermost : Waits.all()) {
            for (Wait wait = innermost; wait != null; wait = wait.outer) {
                if (threads.contains(wait.thread) && wait.isProven()) {
                    told.add(wait);
                }
            }
        }
        return told;
    }

    /** Whether the one cannot end because the other cannot. */
    private static boolean leads(Wait from, Wait to) {
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Node> todo = new ArrayDeque<>(List.of(Graph.of(from).root()));
        for (Node node = todo.poll(); node != null; node = todo.poll()) {
            if (node.subject == to) {
                return true;
            }
            for (Node next : node.needs) {
                if (!next.isLive() && seen.add(next)) {
                    todo.add(next);
                }
            }
        }
        return false;
    }
}
