package dev.bascule.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * One thing that must happen, in the graph of what a wait depends on: a wait that ends, a stage that completes, a task
 * that returns, a place that gets room to run something. Used by the thread that explores, only.
 */
final class Node {
    private static final int ALL = -1;

    final Object subject;
    final List<Node> needs = new ArrayList<>(2);
    private final List<Node> neededBy = new ArrayList<>(2);
    private final List<BooleanSupplier> facts = new ArrayList<>(2);
    private int weight = 1;
    private int enough = ALL;
    private int missing;
    private boolean live;

    Node(Object subject) {
        this.subject = subject;
    }

    /** It can happen, whatever its needs are. */
    void markLive() {
        live = true;
    }

    /** Whether it can happen; final only after {@link #propagate}. */
    boolean isLive() {
        return live;
    }

    /** Something that was read about the subject, and can be read again. */
    void fact(BooleanSupplier fact) {
        facts.add(fact);
    }

    /** Whether all that was read is still so. */
    boolean factsHold() {
        for (BooleanSupplier fact : facts) {
            if (!fact.getAsBoolean()) {
                return false;
            }
        }
        return true;
    }

    /** One of the needs is enough; by default all are wanted. */
    void anyIsEnough() {
        enough = 1;
    }

    /** Needs that together weigh so much are enough. */
    void isEnough(int weight) {
        enough = weight;
    }

    /** What it counts for among the needs of others; 1 by default. */
    void weighs(int much) {
        weight = much;
    }

    void need(Node node) {
        needs.add(node);
        node.neededBy.add(this);
    }

    /** Counts what is missing, once all needs are known; a node that wants nothing is live. */
    void count() {
        missing = enough == ALL ? needs.size() : needs.isEmpty() ? 0 : enough;
        live |= missing == 0;
    }

    /**
     * Marks everything that can happen because the live nodes can: the least fixpoint, from the leaves, in linear time
     * (Dowling and Gallier, "Linear-time algorithms for testing the satisfiability of propositional Horn formulae",
     * 1984). From the root it would be quadratic in the length of a chain.
     */
    static void propagate(Iterable<Node> nodes) {
        ArrayDeque<Node> todo = new ArrayDeque<>();
        for (Node node : nodes) {
            if (node.live) {
                todo.add(node);
            }
        }
        for (Node node = todo.poll(); node != null; node = todo.poll()) {
            for (Node above : node.neededBy) {
                above.missing -= node.weight;
                if (!above.live && above.missing <= 0) {
                    above.live = true;
                    todo.add(above);
                }
            }
        }
    }

    /** Revives a dead node after the fact, and all that can happen because of it. */
    void revive() {
        live = true;
        propagate(List.of(this));
    }

    /** Whether a path of needs leads to the node. */
    boolean reaches(Node goal) {
        return !pathTo(goal, false).isEmpty();
    }

    /** The shortest way back to this node through nodes that are not live, this one first and last; empty if none. */
    List<Node> deadCycle() {
        return pathTo(this, true);
    }

    private List<Node> pathTo(Node goal, boolean deadOnly) {
        IdentityHashMap<Node, Node> cameFrom = new IdentityHashMap<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        ArrayDeque<Node> todo = new ArrayDeque<>(List.of(this));
        for (Node node = todo.poll(); node != null; node = todo.poll()) {
            for (Node next : node.needs) {
                if ((deadOnly && next.live) || !seen.add(next)) {
                    continue;
                }
                cameFrom.put(next, node);
                if (next == goal) {
                    return pathBack(goal, cameFrom);
                }
                todo.add(next);
            }
        }
        return List.of();
    }

    private List<Node> pathBack(Node goal, IdentityHashMap<Node, Node> cameFrom) {
        List<Node> path = new ArrayList<>();
        Node node = goal;
        do {
            path.add(node);
            node = cameFrom.get(node);
        } while (node != null && node != this);
        path.add(this);
        Collections.reverse(path);
        return path;
    }
}
