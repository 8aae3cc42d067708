package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One wait of a thread, from before it parks until it goes on. A fresh object each time; waits of one thread are stacked. */
final class Wait {
    /** What has been told of a wait. */
    record Told(Hang.Kind kind, RuleId rule) {}

    // -- immutable --
    final Thread thread;
    /** A stage, or a {@link Waiter} in some line. */
    final Object awaited;

    final Nesting nesting;
    final boolean timed;
    /** The token of the waiting code. */
    final @Nullable Task task;

    /** The task that runs the waiting code; its token may be another's. */
    final @Nullable Task host;

    /** Whether the thread was driving a loop. */
    final boolean onLoop;

    final @Nullable Wait outer;
    final int depth;

    // -- the waiting thread only --
    private Set<Task> tokens = Set.of();
    private int seenVersion = -1;

    // -- the sweep for suspicions only: how often it has met this wait --
    int sweeps;

    // -- any thread: what has been told and is to be taken back when the wait ends --
    private volatile @Nullable Told told;

    Wait(Object awaited, Nesting nesting, boolean timed, Ambient me) {
        this.thread = me.bell.owner;
        this.awaited = awaited;
        this.nesting = nesting;
        this.timed = timed;
        this.task = me.op;
        this.host = me.frame;
        this.onLoop = me.loop != null;
        this.outer = me.wait;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    /** The wait of a thread that runs nothing of ours, so that nothing can depend on it. */
    Wait(Object awaited, boolean timed, Thread thread) {
        this.thread = thread;
        this.awaited = awaited;
        this.nesting = Nesting.FORBID;
        this.timed = timed;
        this.task = null;
        this.host = null;
        this.onLoop = false;
        this.outer = null;
        this.depth = 1;
    }

    /** Looks again at what the stage depends on. */
    Graph explore(Ambient me) {
        Graph graph = Graph.seenBy(me, this);
        if (!tokens.equals(graph.tokens())) {
            tokens = graph.tokens();
            seenVersion = -1;
        }
        return graph;
    }

    void tell(Hang.Kind kind, RuleId rule) {
        told = new Told(kind, rule);
    }

    boolean isTold() {
        return told != null;
    }

    boolean isProven() {
        Told said = told;
        return said != null && said.kind() == Hang.Kind.PROVEN;
    }

    /** What has been told of this wait and was not taken back yet. */
    synchronized @Nullable Told takeBack() {
        Told said = told;
        told = null;
        return said;
    }

    /** Whether its thread has left it; for those who only list waits. */
    boolean isOver() {
        return !Waits.isListed(this);
    }

    /** Whether what it waits for has come; it will not wait much longer. */
    boolean isAnswered() {
        return awaited instanceof Waiter waiter
                ? !waiter.line.isWaiting(waiter)
                : awaited instanceof CompletableFuture<?> stage && stage.isDone();
    }

    /** Whether the thread runs meanwhile what the wait needs. */
    boolean helps() {
        return nesting != Nesting.FORBID;
    }

    /** What it waits for, in the words of a message. */
    String awaitedInWords() {
        if (awaited instanceof Waiter waiter) {
            return waiter.line.describe();
        }
        return awaited instanceof OwnedFuture<?> ours ? ours.describe() : awaited.toString();
    }

    @Override
    public String toString() {
        return "thread '" + thread.getName() + "' -> " + awaitedInWords();
    }

    /** Whether all that is held in the line has been found irrelevant already. */
    boolean hasSeen(Line line) {
        return seenVersion == line.version();
    }

    void sawAll(Line line) {
        seenVersion = line.version();
    }

    /** Whether the task descends from the one that waits here. */
    boolean isMadeByWaiter(Task candidate) {
        Task ancestor = candidate;
        while (ancestor != null && ancestor != task) {
            ancestor = ancestor.parent();
        }
        return ancestor != null;
    }

    boolean isRelevant(Task candidate) {
        if (nesting == Nesting.ALL) {
            return true;
        }
        for (Task task = candidate; task != null; task = task.parent()) {
            if (tokens.contains(task)) {
                return true;
            }
        }
        return false;
    }
}
