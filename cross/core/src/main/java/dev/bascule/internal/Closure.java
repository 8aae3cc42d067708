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

    private final Ambient me;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Task> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
    private int flags;
    private @Nullable Task helpable;
    private @Nullable Task buried;

    private Closure(Ambient me) {
        this.me = me;
    }

    /** Explores what the stage depends on, seen from a thread that waits for it. */
    static Closure of(Ambient me, CompletableFuture<?> stage) {
        Closure closure = new Closure(me);
        closure.flags = closure.explore(stage);
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

    /** The running task, below on this thread's stack, without which the stage cannot complete; or null. */
    @Nullable
    Task buried() {
        return (flags & BURIED) != 0 ? buried : null;
    }

    /** The dependencies of some stage have come to include this one: tells those who could run what it needs. */
    static void ringWhereQueued(CompletionStage<?> inner) {
        if (inner instanceof GuardedFuture<?> stage && !stage.isSettled()) {
            for (Task task : of(new Ambient(Thread.currentThread()), stage).tokens) {
                Home home = homeOf(task);
                if (home != null) {
                    home.ring();
                }
            }
        }
    }

    private int explore(CompletionStage<?> root) {
        int found = 0;
        ArrayDeque<CompletionStage<?>> todo = new ArrayDeque<>();
        todo.push(root);
        while (!todo.isEmpty()) {
            CompletionStage<?> next = todo.pop();
            if (next instanceof GuardedFuture<?> stage) {
                if (!stage.isSettled() && seen.add(stage)) {
                    found |= visit(stage, todo);
                }
            } else if (!(next instanceof CompletableFuture<?> plain && plain.isDone())) {
                found |= UNKNOWN;
            }
        }
        return found;
    }

    private int visit(GuardedFuture<?> stage, ArrayDeque<CompletionStage<?>> todo) {
        if (stage.op != null) {
            tokens.add(stage.op);
        }
        Object source = stage.source();
        int found;
        if (source instanceof Link link) {
            found = visit(link, todo);
        } else if (source instanceof CallTask<?, ?> task) {
            found = visit(task, todo);
        } else {
            found = UNKNOWN;
        }
        return stage.isTimed() || stage.isSettled() ? 0 : found;
    }

    private int visit(CallTask<?, ?> task, ArrayDeque<CompletionStage<?>> todo) {
        if (task instanceof LoopAsyncCall<?> call) {
            CompletableFuture<?> inner = call.inner();
            if (inner != null) {
                tokens.add(task);
                todo.push(inner);
                return 0;
            }
        }
        return leaf(task);
    }

    private int visit(Link link, ArrayDeque<CompletionStage<?>> todo) {
        CompletionStage<?> inner = link.inner();
        VisitTask visit = link.visit();
        CompletionStage<?> first = link.first();
        CompletionStage<?> second = link.second();
        if (inner != null) {
            todo.push(inner);
        } else if (visit != null) {
            return leaf(visit);
        } else if (link.runner() == me.bell.owner) {
            buried = link.op();
            return BURIED;
        } else if (link.kind == Link.Kind.ANY && first != null && second != null) {
            return either(explore(first), explore(second));
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

    /** One branch is enough: a branch that can complete by itself makes the other's troubles irrelevant. */
    private static int either(int one, int other) {
        if (one == 0 || other == 0) {
            return 0;
        }
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
            buried = task;
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
