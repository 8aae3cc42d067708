package dev.bascule.internal;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a wait or a stage depends on, backwards, and what follows: can it still happen? A snapshot, taken without locks by
 * one thread.
 *
 * <p><b>For maintainers.</b> {@link Explorer} reads, this judges. An apparent proof is confirmed by reading all {@link
 * #factsHold facts} once more, see {@link Proof}.
 */
final class Graph {
    /** Two stages of which one is enough. */
    record Alternatives(Link link) {}

    /** A continuation that will be queued somewhere. */
    record Visit(Home home) {}

    private final Explorer found;

    private Graph(Object root, boolean unknownIsLive, @Nullable Ambient watcher) {
        found = new Explorer(root, unknownIsLive, watcher);
        Node.propagate(found.nodes.values());
    }

    /** All that the wait or stage depends on. */
    static Graph of(Object root) {
        return new Graph(root, true, null);
    }

    /** The same, where what nobody knows counts as never happening. */
    static Graph ofKnown(Object root) {
        return new Graph(root, false, null);
    }

    /** What a waiting thread can do for its own wait: which work is relevant, and is some of it its own to run. */
    static Graph seenBy(Ambient me, Wait wait) {
        return new Graph(wait, true, me);
    }

    // -- what has been found --

    Node root() {
        return found.root;
    }

    /** The tokens whose work may run out of order. */
    Set<Task> tokens() {
        return found.tokens;
    }

    /** A task that is queued on the offload whose permit the watching thread holds, or null. */
    @Nullable
    Task helpable() {
        return found.helpable;
    }

    /** Whether some leaf cannot be seen through: a promise that nobody owns, or a stage that is not ours. */
    boolean hasUnknown() {
        return found.unknown;
    }

    /**
     * Tells those who wait where something needed is queued to look again at what they can do. Not where it will start by
     * itself: whoever takes that room and waits then looks too.
     */
    void ringHomes() {
        for (Home home : found.homes) {
            if (!home.hasRoom()) {
                home.ring();
            }
        }
    }

    /** Whether all that the verdict rests on is still so. Identities are fresh and ends are final, so it then was so at one instant. */
    boolean factsHold() {
        for (Node node : found.nodes.values()) {
            if (!node.isLive() && !node.factsHold()) {
                return false;
            }
        }
        return true;
    }

    /** Whether some other wait is in the same trouble, on which the root depends: that one is nearer to the cause. */
    boolean hasDeadWaitBesidesRoot() {
        for (Node node : found.nodes.values()) {
            if (node != found.root && !node.isLive() && node.subject instanceof Wait) {
                return true;
            }
        }
        return false;
    }

    /** A loop that nobody runs, among what keeps the root from happening; null if there is none. */
    @Nullable
    LoopCore desertedLoop() {
        for (Node node : found.nodes.values()) {
            if (!node.isLive() && node.subject instanceof LoopCore loop) {
                return loop;
            }
        }
        return null;
    }

    /** Whether part of what never happens has been reported already. */
    boolean hasBeenTold() {
        for (Node node : found.nodes.values()) {
            if (!node.isLive() && Proof.isTold(node.subject)) {
                return true;
            }
        }
        return false;
    }

    /** The first wait on the way from the root back to itself, or null. */
    @Nullable
    Wait firstWaitOfCycle() {
        for (Node node : found.root.deadCycle()) {
            if (node.subject instanceof Wait wait) {
                return wait;
            }
        }
        return null;
    }

    /**
     * Whether the root can never happen, and is part of what keeps it from happening. One that merely waits for others
     * who hang is not the one to be told: they are.
     */
    boolean isDeadlock() {
        return !found.root.isLive() && !found.root.deadCycle().isEmpty();
    }

    /**
     * The same, after all who can help have been counted: a worker of an offload that waits runs in place what it needs
     * and is queued there.
     */
    boolean isDeadlockInSpiteOfHelp() {
        boolean revived = true;
        while (revived && isDeadlock()) {
            revived = false;
            for (Node node : found.nodes.values()) {
                if (!node.isLive() && isHelped(node)) {
                    node.revive();
                    revived = true;
                }
            }
        }
        return isDeadlock();
    }

    /** Whether it is, or will be, a task in the queue of an offload of which a worker waits for it. */
    private boolean isHelped(Node node) {
        Home home = null;
        if (node.subject instanceof Task task) {
            home = task.state() == Task.QUEUED ? task.home() : null;
        } else if (node.subject instanceof Visit visit) {
            home = visit.home;
        }
        List<Task> occupants = home == null || !home.helps() ? null : home.occupants();
        if (occupants == null) {
            return false;
        }
        for (Task occupant : occupants) {
            Ambient runner = occupant.runner();
            if (runner != null && isReached(node, runner.wait)) {
                return true;
            }
        }
        return false;
    }

    /** By the innermost wait, or by one beneath it that will be the innermost when those above it have ended. */
    private boolean isReached(Node goal, @Nullable Wait innermost) {
        boolean ends = true;
        for (Wait wait = innermost; wait != null && ends; wait = wait.outer) {
            Node helper = found.nodes.get(wait);
            if (helper != null && wait.helps() && helper.reaches(goal)) {
                return true;
            }
            ends = helper != null && helper.isLive();
        }
        return false;
    }
}
