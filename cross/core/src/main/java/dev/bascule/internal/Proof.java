package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.stage.CrossingException;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a wait can ever end, at the steps that can make the answer no: a wait begins, or what a stage waits
 * for changes (a composition returned its inner stage, a continuation was queued, a promise changed hands).
 *
 * <p><b>For maintainers.</b> docs/design/proof.md has the model and why it is sound. Each step first publishes itself
 * and then looks at the others, so of steps that close a cycle at the same instant the last sees all. The look takes no
 * lock. An apparent deadlock is confirmed under one global lock by reading all its facts again; the victim leaves the
 * graph before the lock is given up, so that others who saw the same cycle find a fact changed, and go on.
 */
final class Proof {
    /** What is done with a proof. */
    enum Mode {
        THROW,
        REPORT,
        OFF
    }

    static final Mode MODE = Settings.PROOF;

    private static final int MAX_HOPS = 1_000;
    private static final ReentrantLock ONE_VICTIM = new ReentrantLock();

    /** Stages that were reported to depend on themselves, without a wait among what they depend on. */
    private static final Set<Object> TOLD = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private Proof() {}

    /** The thread has published the wait and is about to park; throws if it would never wake. */
    static void onWait(Ambient me, Wait wait) {
        if (MODE == Mode.OFF || looksLive(wait.awaited)) {
            return;
        }
        Graph graph = Graph.of(wait);
        graph.ringHomes();
        check(me, wait, graph);
    }

    /** The same for a thread that looks at the graph anyway. */
    static void check(Ambient me, Wait wait, Graph graph) {
        if (MODE == Mode.OFF || wait.timed || wait.isProven()) {
            return;
        }
        if (!graph.isDeadlock()) {
            return;
        }
        Graph proven = confirm(wait, () -> me.wait = wait.outer, seen -> tell(wait, seen));
        if (proven != null) {
            Hang hang = Explanation.ofWait(wait, proven);
            Hangs.proven(hang);
            if (MODE == Mode.THROW) {
                throw new CrossingException(hang.rule(), hang.message());
            }
        }
    }

    /** What the stage waits for has changed; fails it if it now waits for itself. */
    static void onChange(GuardedFuture<?> stage) {
        if (MODE == Mode.OFF || looksLive(stage)) {
            return;
        }
        Graph graph = Graph.of(stage);
        graph.ringHomes();
        if (!graph.isDeadlock()) {
            return;
        }
        Graph proven = confirm(stage, () -> stage.setSource(null), seen -> tell(stage, seen));
        if (proven != null) {
            Hang hang = Explanation.ofStage(stage, proven);
            Hangs.proven(hang);
            if (MODE == Mode.THROW && stage.leaveLine()) {
                stage.settleExceptionally(new CrossingException(hang.rule(), hang.message()));
            }
        }
    }

    /** Marks the first wait of the knot as told, so that this is taken back when it ends; or the stage, if nobody waits. */
    private static void tell(GuardedFuture<?> stage, Graph graph) {
        Wait first = graph.firstWaitOfCycle();
        if (first == null) {
            TOLD.add(stage);
        } else {
            tell(first, graph);
        }
    }

    private static void tell(Wait wait, Graph graph) {
        wait.tell(Hang.Kind.PROVEN, Explanation.ruleOf(graph));
    }

    /** Whether a knot that this is part of has been reported; only where proofs are but reported. */
    static boolean isTold(Object subject) {
        return subject instanceof Wait wait
                ? wait.isProven()
                : MODE == Mode.REPORT && subject instanceof GuardedFuture && TOLD.contains(subject);
    }

    /** The graph of a deadlock that is certain, of which the caller is the victim; null if there is none. */
    private static @Nullable Graph confirm(Object root, Runnable leave, Consumer<Graph> mark) {
        for (Graph graph = Graph.of(root); graph.isDeadlock(); graph = Graph.of(root)) {
            if (!graph.isDeadlockInSpiteOfHelp()) {
                graph.ringHomes(); // who can help shall look again
                return null;
            }
            Graph seen = graph;
            if (isCertain(root, seen, MODE == Mode.THROW ? leave : () -> mark.accept(seen))) {
                return seen;
            }
            if (seen.hasBeenTold()) {
                return null; // only where it is but reported: the others in the cycle have nothing to add
            }
        }
        return null;
    }

    private static boolean isCertain(Object root, Graph graph, Runnable leave) {
        ONE_VICTIM.lock();
        try {
            boolean certain = !graph.hasBeenTold() && graph.factsHold() && !joinsOneThatWasTold(root);
            if (certain) {
                leave.run();
            }
            return certain;
        } finally {
            ONE_VICTIM.unlock();
        }
    }

    /**
     * Whether the knot has grown since it was seen, by a wait that told of it; only where proofs are but reported, since a
     * victim leaves.
     */
    private static boolean joinsOneThatWasTold(Object root) {
        return MODE == Mode.REPORT && Graph.of(root).hasBeenTold();
    }

    /** Whether the producer is seen at once to be running; without allocation, for the wait that is no problem. */
    private static boolean looksLive(Object awaited) {
        if (awaited instanceof Waiter waiter) {
            Waiter obstacle = waiter.line.obstacle(waiter);
            return waiter.line.mayBeFreed(obstacle == null ? waiter : obstacle);
        }
        Object next = awaited;
        for (int hops = 0; hops < MAX_HOPS; hops++) {
            if (!(next instanceof GuardedFuture<?> stage) || stage.isSettled()) {
                return true;
            }
            Object source = stage.source();
            if (source instanceof Waiter) {
                return looksLive(source);
            }
            if (!(source instanceof Link link)) {
                return source instanceof CallTask<?, ?> task ? goesOn(task) : !(source instanceof Owner);
            }
            CompletionStage<?> inner = link.inner();
            VisitTask visit = link.visit();
            if (inner == null && visit != null && link.runner() == null) {
                return goesOn(visit);
            }
            boolean simple = link.kind == Link.Kind.ONE && link.runner() == null;
            if (inner == null && (!simple || link.visitedInAnyCase() != null)) {
                return false;
            }
            next = inner != null ? inner : link.first();
        }
        return false;
    }

    private static boolean goesOn(Task task) {
        int state = task.state();
        if (state == Task.QUEUED) {
            Home home = task.home();
            return home != null && home.hasRoom();
        }
        Ambient runner = task.runner();
        if (runner == null || task instanceof LoopAsyncCall) {
            return false;
        }
        Wait wait = runner.wait;
        return state == Task.RUNNING && (wait == null || wait == task.base());
    }
}
