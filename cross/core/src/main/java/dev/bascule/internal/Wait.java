package dev.bascule.internal;

import dev.bascule.stage.Nesting;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One wait of a thread that can run other work meanwhile. A fresh object each time; waits of one thread are stacked. */
final class Wait {
    static final int NOTHING = 0;
    static final int SUSPECTED = 1;
    static final int PROVEN = 2;

    // -- immutable --
    final CompletableFuture<?> stage;
    final Nesting nesting;
    final boolean timed;
    /** The token of the waiting code. */
    final @Nullable Task task;

    /** The task that runs the waiting code; its token may be another's. */
    final @Nullable Task host;

    private final boolean onLoop;
    final @Nullable Wait outer;
    final int depth;

    // -- the waiting thread only --
    private Set<Task> tokens = Set.of();
    private int seenVersion = -1;

    final Thread thread;

    /** What has been told of this wait, so that it is told once. */
    volatile int said;

    /** How often a sweep has met this wait; by the sweep only. */
    int sweeps;

    Wait(CompletableFuture<?> stage, Nesting nesting, boolean timed, Ambient me) {
        this.thread = me.bell.owner;
        this.stage = stage;
        this.nesting = nesting;
        this.timed = timed;
        this.task = me.op;
        this.host = me.frame;
        this.onLoop = me.loop != null;
        this.outer = me.wait;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    /** The wait of a thread that runs nothing of ours, so that nothing can depend on it. */
    Wait(CompletableFuture<?> stage, boolean timed, Thread thread) {
        this.thread = thread;
        this.stage = stage;
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

    /** What has been told of this wait and was not taken back yet. */
    synchronized int takeBack() {
        int told = said;
        said = NOTHING;
        return told;
    }

    /** Whether the thread was driving a loop. */
    boolean isOnLoop() {
        return onLoop;
    }

    /** Whether its thread has left it; for those who only list waits. */
    boolean isOver() {
        return !Waits.isListed(this);
    }

    @Override
    public String toString() {
        return "thread '" + thread.getName() + "' -> " + stage;
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
