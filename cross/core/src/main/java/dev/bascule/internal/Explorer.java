package dev.bascule.internal;

import dev.bascule.internal.Claims.Claim;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a wait or a stage depends on, backwards, and makes the nodes of a {@link Graph} of it.
 *
 * <p><b>For maintainers.</b> One method for each kind of subject; the rules are those of docs/design/proof.md. Each
 * default means "live", so that a racy read can make us miss something but accuse nobody. What a verdict rests on is
 * left with its node as a fact, to be read again.
 */
final class Explorer {
    final IdentityHashMap<Object, Node> nodes = new IdentityHashMap<>();
    final Set<Task> tokens = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<Home> homes = Collections.newSetFromMap(new IdentityHashMap<>());
    final Node root;
    boolean unknown;

    @Nullable
    Task helpable;

    private final ArrayDeque<Node> todo = new ArrayDeque<>();
    private final boolean unknownIsLive;
    private final @Nullable Ambient watcher;

    /** The watcher hears, by its bell, when something changes that it depends on. */
    Explorer(Object root, boolean unknownIsLive, @Nullable Ambient watcher) {
        this.unknownIsLive = unknownIsLive;
        this.watcher = watcher;
        this.root = node(root);
        for (Node node = todo.poll(); node != null; node = todo.poll()) {
            expand(node);
            node.count();
        }
    }

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
        } else if (subject instanceof Waiter waiter) {
            expand(node, waiter);
        } else if (subject instanceof Claims claims) {
            expand(node, claims);
        } else if (subject instanceof Claim claim) {
            node.weighs(claim.permits());
            node.need(node(claim.scope()));
        } else if (subject instanceof Scope scope) {
            expand(node, scope);
        } else if (subject instanceof CompletionStage<?>) {
            markUnknown(node);
        }
    }

    private void expand(Node node, Wait wait) {
        if (wait.timed) {
            node.markLive();
        }
        // The needs also then: somebody may be able to do it before the time is over.
        if (wait.awaited instanceof Waiter waiter) {
            node.need(node(waiter));
        } else if (wait.awaited instanceof CompletionStage<?> stage) {
            needStage(node, stage);
        }
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
        if (source instanceof Link
                || source instanceof CallTask
                || source instanceof Owner
                || source instanceof Waiter) {
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
            Node either = node(new Graph.Alternatives(link));
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
            Node visit = node(new Graph.Visit(visited));
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
        if (occupants == null && home instanceof LoopCore loop && loop.isDeserted()) {
            markUnknown(node); // somebody may come and run it
        } else if (occupants == null) {
            node.markLive();
        } else {
            node.anyIsEnough();
            occupants.forEach(task -> node.need(node(task)));
        }
        Ambient host = home.host();
        if (host != null && host != watcher) {
            for (Wait wait = host.wait; wait != null; wait = wait.outer) {
                node.need(node(wait));
            }
        }
    }

    /** Whoever stands in its way must go, and so much must be given back. */
    private void expand(Node node, Waiter waiter) {
        Waiters line = waiter.line;
        Waiter obstacle = line.obstacle(waiter);
        Claims claims = line.claims(waiter);
        if (waiter.isLimited() || line.isForWork() || !line.isWaiting(waiter)) {
            node.markLive();
            return;
        }
        if (obstacle != null) {
            node.need(node(obstacle));
        }
        if (claims != null) {
            node.need(node(claims));
        }
        if (claims == null ? obstacle == null : !claims.areAll()) {
            unknown = true;
            if (claims == null || !unknownIsLive) {
                markUnknown(node);
            }
        }
        node.fact(() -> line.isWaiting(waiter)
                && !waiter.isLimited()
                && line.obstacle(waiter) == obstacle
                && Objects.equals(claims, line.claims(waiter)));
    }

    private void expand(Node node, Claims claims) {
        node.isEnough(claims.missing());
        claims.held().forEach(claim -> node.need(node(claim)));
    }

    private void expand(Node node, Scope scope) {
        CompletionStage<?> end = scope.stage();
        node.fact(() -> scope.stage() == end);
        if (end != null) {
            needStage(node, end);
        } else {
            needFrames(node, scope.thread, scope.base);
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
            // It does not wait; or it has left the frame this moment; or it runs foreign work meanwhile.
            node.markLive();
            return;
        }
        node.fact(() -> runner.wait == top);
        for (wait = top; wait != base && wait != null; wait = wait.outer) {
            node.need(node(wait));
        }
    }
}
