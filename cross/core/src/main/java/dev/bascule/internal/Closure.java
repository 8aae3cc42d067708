package dev.bascule.internal;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an awaited stage depends on: its source stages up to the tasks and unknown stages at the leaves. Taken as a
 * snapshot without locks; a racy read can make it miss progress, never invent a dependency.
 *
 * <p>The three questions a waiting thread asks of it: which tokens are relevant, is there a task that I can run myself,
 * and is anything left that could complete the stage.
 */
final class Closure {
    /** Some leaf cannot be seen through: a promise, or a stage that is not ours. */
    private static final int UNKNOWN = 1;
    /** Some leaf needs a frame of this very thread, below the wait, to return: it never will. */
    private static final int BURIED = 2;

    /** How deep alternatives may be nested before one counts as unknown; exploring them recurses. */
    private static final int MAX_BRANCHES = 64;

    private final Ambient me;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Task> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
    private int flags;
    private @Nullable Task helpable;

    private Closure(Ambient me) {
        this.me = me;
    }

    /** Explores what the stage depends on, seen from a thread that waits for it. */
    static Closure of(Ambient me, CompletableFuture<?> stage) {
        Closure closure = new Closure(me);
        closure.flags = closure.explore(stage, 0);
        return closure;
    }

    /** The tokens whose work may run out of order. */
    Set<Task> tokens() {
        return tokens;
    }

    /** A task queued on the offload whose permit this thread holds, or null. */
    @Nullable
    Task helpable() {
        return helpable;
    }

    boolean hasUnknown() {
        return (flags & UNKNOWN) != 0;
    }

    /** Whether the stage cannot complete before a call below on this thread's stack has returned. */
    boolean isBuried() {
        return (flags & BURIED) != 0;
    }

    private int explore(CompletionStage<?> root, int depth) {
        ArrayDeque<CompletionStage<?>> todo = new ArrayDeque<>();
        todo.push(root);
        return depth > MAX_BRANCHES ? UNKNOWN : exploreAll(todo, depth);
    }

    private int exploreAll(ArrayDeque<CompletionStage<?>> todo, int depth) {
        int found = 0;
        while (!todo.isEmpty()) {
            CompletionStage<?> next = todo.pop();
            if (next instanceof GuardedFuture<?> stage) {
                if (!stage.isSettled() && seen.add(stage)) {
                    found |= visit(stage, todo, depth);
                }
            } else if (!(next instanceof CompletableFuture<?> plain && plain.isDone())) {
                found |= UNKNOWN;
            }
        }
        return found;
    }

    private int visit(GuardedFuture<?> stage, ArrayDeque<CompletionStage<?>> todo, int depth) {
        if (stage.op != null) {
            tokens.add(stage.op);
        }
        if (!stage.isTimed()) {
            return visitSource(stage, todo, depth);
        }
        // Its timer can end it whatever is stuck above; but what is unknown above may still come first.
        ArrayDeque<CompletionStage<?>> above = new ArrayDeque<>();
        int found = visitSource(stage, above, depth);
        return (found | (depth > MAX_BRANCHES ? UNKNOWN : exploreAll(above, depth + 1))) & UNKNOWN;
    }

    private int visitSource(GuardedFuture<?> stage, ArrayDeque<CompletionStage<?>> todo, int depth) {
        Object source = stage.source();
        if (source instanceof Link link) {
            return visit(link, todo, depth);
        }
        if (source instanceof CallTask<?, ?> task) {
            return visit(task, todo);
        }
        return stage.isSettled() ? 0 : UNKNOWN;
    }

    private int visit(CallTask<?, ?> task, ArrayDeque<CompletionStage<?>> todo) {
        if (task instanceof LoopAsyncCall<?> call) {
            call.watchers().add(me.bell); // before the look at the inner stage: its writer does it the other way round
            CompletableFuture<?> inner = call.inner();
            if (inner != null) {
                tokens.add(task);
                todo.push(inner);
                return 0;
            }
        }
        return leaf(task);
    }

    private int visit(Link link, ArrayDeque<CompletionStage<?>> todo, int depth) {
        link.watch(me.bell);
        CompletionStage<?> inner = link.inner();
        VisitTask visit = link.visit();
        CompletionStage<?> first = link.first();
        CompletionStage<?> second = link.second();
        if (inner != null) {
            todo.push(inner);
        } else if (visit != null) {
            return leaf(visit);
        } else if (link.runner() == me.bell.owner) {
            return BURIED;
        } else if (link.kind == Link.Kind.ANY && first != null && second != null) {
            return either(explore(first, depth + 1), explore(second, depth + 1));
        } else {
            push(first, todo);
            push(second, todo);
        }
        return 0;
    }

    private static void push(@Nullable CompletionStage<?> stage, ArrayDeque<CompletionStage<?>> todo) {
        if (stage != null) {
            todo.push(stage);
        }
    }

    /** One branch is enough, so a wait is buried only if both are; but either may be completed by unknown work. */
    private static int either(int one, int other) {
        return ((one | other) & UNKNOWN) | (one & other & BURIED);
    }

    private int leaf(Task task) {
        tokens.add(task);
        if (task.state() == Task.QUEUED) {
            if (me.worker != null && homeOf(task) == me.worker.offload && helpable == null) {
                helpable = task;
            }
            return 0;
        }
        if (task.state() != Task.OVER && task.runner() == me.bell.owner) {
            return BURIED;
        }
        return 0;
    }

    static @Nullable Home homeOf(Task task) {
        if (task instanceof VisitTask visit) {
            return visit.home;
        }
        return task instanceof CallTask<?, ?> call ? call.home : null;
    }
}
