package dev.bascule.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a wait or a stage depends on, backwards: stage to producer, task to the waits above its frame, queued task to the
 * tasks that keep its place busy, and so on. A snapshot, taken without locks by one thread.
 *
 * <p><b>For maintainers.</b> The rules are those of docs/design/proof.md. Each default means "live", so that a racy read
 * can make us miss something but accuse nobody; an apparent proof is confirmed by reading all {@link #factsHold facts}
 * once more, see {@link Proof}. Two depths: a proof needs nothing above a node that is live; whoever looks for work that
 * it could do meanwhile ({@code thorough}) wants to see all.
 */
final class Graph {
    /** Two stages of which one is enough. */
    record Alternatives(Link link) {}

    /** A continuation that will be queued somewhere. */
    record Visit(Home home) {}

    private final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
    private final ArrayDeque<Node> todo = new ArrayDeque<>();
    private final Set<Task> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Home> homes = Collections.newSetFromMap(new IdentityHashMap<>());
    private final boolean thorough;
    private final boolean unknownIsLive;
    private final @Nullable Ambient watcher;
    private final Node root;
    private boolean unknown;
    private @Nullable Task helpable;

    private Graph(Object root, boolean thorough, boolean unknownIsLive, @Nullable Ambient watcher) {
        this.thorough = thorough;
        this.unknownIsLive = unknownIsLive;
        this.watcher = watcher;
        this.root = node(root);
        for (Node node = todo.poll(); node != null; node = todo.poll()) {
            expand(node);
            node.count();
        }
        Node.propagate(nodes.values());
    }

    /** What a waiting thread can do for its own wait: which work is relevant, and is some of it its own to run. */
    static Graph seenBy(Ambient me, Wait wait) {
        return new Graph(wait, true, true, me);
    }

    /** As little as a verdict takes. */
    static Graph upTo(Object root) {
        return new Graph(root, false, true, null);
    }

    /** Everything. */
    static Graph allOf(Object root) {
        return new Graph(root, true, true, null);
    }

    /** Everything, and what nobody knows counts as never happening. */
    static Graph ofKnown(Object root) {
        return new Graph(root, true, false, null);
    }

    // -- what has been found --

    Node root() {
        return root;
    }

    /** The tokens whose work may run out of order. */
    Set<Task> tokens() {
        return tokens;
    }

    /** A task that is queued on the offload whose permit the watching thread holds, or null. */
    @Nullable
    Task helpable() {
        return helpable;
    }

    /** Whether some leaf cannot be seen through: a promise that nobody owns, or a stage that is not ours. */
    boolean hasUnknown() {
        return unknown;
    }

    /**
     * Tells those who wait where something needed is queued to look again at what they can do. Not where it will start by
     * itself: whoever takes that room and waits then looks too.
     */
    void ringHomes() {
        for (Home home : homes) {
            if (!home.hasRoom()) {
                home.ring();
            }
        }
    }

    /** Whether all that the verdict rests on is still so. Identities are fresh and ends are final, so it then was so at one instant. */
    boolean factsHold() {
        for (Node node : nodes.values()) {
            if (!node.isLive() && !node.factsHold()) {
                return false;
            }
        }
        return true;
    }

    /** Whether some other wait is in the same trouble, on which the root depends: that one is nearer to the cause. */
    boolean hasDeadWaitBesidesRoot() {
        for (Node node : nodes.values()) {
            if (node != root && !node.isLive() && node.subject instanceof Wait) {
                return true;
            }
        }
        return false;
    }

    /** Whether part of what never happens has been reported already. */
    boolean hasBeenTold() {
        for (Node node : nodes.values()) {
            if (!node.isLive() && Proof.isTold(node.subject)) {
                return true;
            }
        }
        return false;
    }

    /** The first wait on the way from the root back to itself, or null. */
    @Nullable
    Wait firstWaitOfCycle() {
        for (Node node : root.deadCycle()) {
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
        return !root.isLive() && !root.deadCycle().isEmpty();
    }

    /**
     * The same, after all who can help have been counted: a worker of an offload that waits runs in place what it needs
     * and is queued there. To be asked of a thorough graph.
     */
    boolean isDeadlockInSpiteOfHelp() {
        boolean revived = true;
        while (revived && isDeadlock()) {
            revived = false;
            for (Node node : nodes.values()) {
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
            Node helper = nodes.get(wait);
            if (helper != null && helper.reaches(goal)) {
                return true;
            }
            ends = helper != null && helper.isLive();
        }
        return false;
    }

    // -- exploring --

    private Node node(Object subject) {
        Node known = nodes.get(subject);
        if (known != null) {
            return known;
        }
        Node fresh = new Node(subject);
        nodes.put(subject, fresh);
        todo.add(fresh);
        return fresh;
    }

    private void expand(Node node) {
        Object subject = node.subject;
        if (subject instanceof Wait wait) {
            expand(node, wait);
        } else if (subject instanceof GuardedFuture<?> stage) {
            expand(node, stage);
        } else if (subject instanceof Link link) {
            expand(node, link);
        } else if (subject instanceof Task task) {
            expand(node, task);
        } else if (subject instanceof Home home) {
            expand(node, home);
        } else if (subject instanceof Owner owner) {
            expand(node, owner);
        } else if (subject instanceof CompletionStage<?>) {
            markUnknown(node);
        }
    }

    private void expand(Node node, Wait wait) {
        if (wait.timed) {
            node.markLive();
        }
        needStage(node, wait.stage); // also then: somebody may be able to do it before the time is over
    }

    /** A stage that is not ours, or that is done, is no obstacle. */
    private void needStage(Node node, @Nullable CompletionStage<?> stage) {
        if (stage instanceof GuardedFuture<?> ours) {
            if (!ours.isSettled()) {
                node.need(node(ours));
            }
        } else if (stage != null && !(stage instanceof CompletableFuture<?> plain && plain.isDone())) {
            unknown = true;
            if (!unknownIsLive) {
                node.need(node(stage));
            }
        }
    }

    private void expand(Node node, GuardedFuture<?> stage) {
        Object source = stage.source();
        if (stage.op != null) {
            tokens.add(stage.op);
        }
        if (stage.isSettled()) {
            node.markLive();
            return;
        }
        if (stage.isTimed()) {
            node.markLive();
        }
        if (source instanceof Link || source instanceof CallTask || source instanceof Owner) {
            node.fact(() -> stage.source() == source && !stage.isSettled() && !stage.isTimed());
            node.need(node(source));
        } else if (!stage.isSettled()) {
            unknown = true;
            markUnknown(node);
        }
    }

    private void markUnknown(Node node) {
        if (unknownIsLive) {
            node.markLive();
        } else {
            node.need(node); // never on its own
        }
    }

    private void expand(Node node, Link link) {
        CompletionStage<?> inner = link.inner();
        VisitTask visit = link.visit();
        Ambient runner = link.runner();
        CompletionStage<?> first = link.first();
        CompletionStage<?> second = link.second();
        if (watcher != null && inner == null) {
            link.watch(watcher.bell);
            inner = link.inner(); // its writer writes, and then rings those who watch
        }
        CompletionStage<?> seen = inner;
        node.fact(() -> link.inner() == seen
                && link.visit() == visit
                && link.runner() == runner
                && link.first() == first
                && link.second() == second);
        if (inner != null) {
            needStage(node, inner);
        } else if (runner != null) {
            needFrames(node, runner, link.base());
        } else if (visit != null) {
            node.need(node(visit));
        } else {
            needInputs(node, link, first, second);
        }
    }

    private void needInputs(
            Node node, Link link, @Nullable CompletionStage<?> first, @Nullable CompletionStage<?> second) {
        Home visited = link.visitedInAnyCase();
        if (link.kind == Link.Kind.ANY) {
            if (first == null || second == null) {
                node.markLive();
                return;
            }
            Node either = node(new Alternatives(link));
            either.anyIsEnough();
            needOneOf(either, first);
            needOneOf(either, second);
            node.need(either);
        } else if (first == null && second == null) {
            node.markLive();
            return;
        } else {
            needStage(node, first);
            needStage(node, second);
        }
        if (visited != null) {
            Node visit = node(new Visit(visited));
            visit.need(node(visited));
            node.need(visit);
        }
    }

    private void needOneOf(Node either, CompletionStage<?> stage) {
        if (stage instanceof GuardedFuture<?> ours && !ours.isSettled()) {
            either.need(node(ours));
        } else {
            needStage(either, stage);
            if (unknownIsLive || (stage instanceof CompletableFuture<?> plain && plain.isDone())) {
                either.markLive();
            }
        }
    }

    private void expand(Node node, Task task) {
        tokens.add(task);
        if (task instanceof CallTask<?, ?> call) {
            if (call.isTimed()) {
                node.markLive(); // a timer gives the call up, and with it its promises and its place
            } else {
                node.fact(() -> !call.isTimed());
            }
        }
        int state = task.state();
        Ambient runner = task.runner();
        if (task instanceof LoopAsyncCall<?> call) {
            if (watcher != null && call.inner() == null) {
                call.watchers().add(watcher.bell); // before the look: the writer does it the other way round
            }
            CompletableFuture<?> inner = call.inner();
            if (inner != null) {
                node.fact(() -> call.inner() == inner);
                needStage(node, inner);
                return;
            }
        }
        Home home = task.home();
        if (state == Task.QUEUED && home != null) {
            node.fact(() -> task.state() == Task.QUEUED);
            noteQueued(task, home);
            node.need(node(home));
        } else if (state == Task.OVER || runner == null) {
            node.markLive();
        } else {
            Wait base = task.base();
            node.fact(() -> task.runner() == runner && task.base() == base);
            needFrames(node, runner, base);
        }
    }

    private void noteQueued(Task task, Home home) {
        homes.add(home);
        if (helpable == null && watcher != null && watcher.worker != null && home == watcher.worker.offload) {
            helpable = task;
        }
    }

    private void expand(Node node, Home home) {
        List<Task> occupants = home.occupants();
        if (occupants == null) {
            node.markLive();
        } else {
            node.anyIsEnough();
            occupants.forEach(task -> node.need(node(task)));
        }
        Ambient host = thorough ? home.host() : null;
        if (host != null && host != watcher) {
            for (Wait wait = host.wait; wait != null; wait = wait.outer) {
                node.need(node(wait));
            }
        }
    }

    private void expand(Node node, Owner owner) {
        if (owner.task() != null) {
            node.need(node(owner.task()));
        } else if (owner.thread() != null) {
            needFrames(node, owner.thread(), null);
        }
    }

    /** All waits of the thread from the frame that stands on the base upwards: frames bury each other. */
    private void needFrames(Node node, Ambient runner, @Nullable Wait base) {
        if (runner == watcher) {
            node.need(root); // buried under the wait that asks; what is below that is nothing it could do
            return;
        }
        Wait top = runner.wait;
        Wait wait = top;
        while (wait != null && wait != base) {
            wait = wait.outer;
        }
        if (wait != base || top == base || runner.isForkJoin()) {
            node.markLive(); // it does not wait; or it has left the frame this moment; or it runs foreign work
            // meanwhile
            return;
        }
        node.fact(() -> runner.wait == top);
        for (wait = top; wait != base && wait != null; wait = wait.outer) {
            node.need(node(wait));
        }
    }
}
