package dev.bascule.internal;

import dev.bascule.stage.Nesting;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One wait of a thread that can run other work meanwhile. A fresh object each time; waits of one thread are stacked. */
final class Wait {
    // -- immutable --
    final CompletableFuture<?> stage;
    final Nesting nesting;
    final boolean timed;
    /** The token of the waiting code. */
    final @Nullable Task task;

    /** The task that runs the waiting code; its token may be another's. */
    final @Nullable Task host;

    final @Nullable Wait outer;
    final int depth;

    // -- the waiting thread only --
    private Set<Task> tokens = Set.of();
    private int seenVersion = -1;

    Wait(CompletableFuture<?> stage, Nesting nesting, boolean timed, Ambient me) {
        this.stage = stage;
        this.nesting = nesting;
        this.timed = timed;
        this.task = me.op;
        this.host = me.loop != null ? me.loop.current() : me.worker != null ? me.worker.current() : null;
        this.outer = me.wait;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    /** Looks again at what the stage depends on. */
    Closure explore(Ambient me) {
        Closure closure = Closure.of(me, stage);
        if (!tokens.equals(closure.tokens())) {
            tokens = closure.tokens();
            seenVersion = -1;
        }
        return closure;
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
