package dev.bascule.internal;

import dev.bascule.internal.Claims.Claim;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the graph of waits in words: a line for each that tells something new. A stage and what completes it are
 * one line, which names that task, function or owner.
 *
 * <p><b>For maintainers.</b> What a stage is made by is read from the graph where it can be: the victim of a proof has
 * left the graph, so its own fields say nothing any more.
 */
final class Wording {
    private Wording() {}

    /** Whether the line of the upper node says already what the lower one is. */
    static boolean isTold(Node upper, Node lower) {
        if (upper.subject instanceof GuardedFuture) {
            return isProducer(lower) || isPlain(lower) || isPartOfLine(lower);
        }
        return isPlain(lower) || isPartOfLine(lower) || (upper.subject instanceof Link && isPartOfLink(lower));
    }

    /** Said by the line of whoever waits, and by that of the claim. */
    private static boolean isPartOfLine(Node node) {
        return node.subject instanceof Waiter || node.subject instanceof Claims || node.subject instanceof Scope;
    }

    private static boolean isPartOfLink(Node node) {
        return node.subject instanceof VisitTask
                || node.subject instanceof Graph.Visit
                || node.subject instanceof Graph.Alternatives;
    }

    private static boolean isPlain(Node node) {
        return node.subject instanceof CompletionStage && !(node.subject instanceof GuardedFuture);
    }

    private static boolean isProducer(Node node) {
        return node.subject instanceof CallTask || node.subject instanceof Link || node.subject instanceof Owner;
    }

    // -- lines --

    /** The node in a line of its own. */
    static String line(Node node) {
        Object subject = node.subject;
        if (subject instanceof Wait wait) {
            return "thread '" + wait.thread.getName() + "' waits " + waitsFor(node, wait);
        }
        if (subject instanceof GuardedFuture<?> stage) {
            return stageLine(node, stage);
        }
        if (subject instanceof Task task) {
            return taskLine(task, "");
        }
        if (subject instanceof Home home) {
            return homeLine(home);
        }
        if (subject instanceof Owner owner) {
            return "promises of " + owner.describe();
        }
        if (subject instanceof Link link) {
            return linkLine(node, link, "function " + Task.nameOf(link.functionClass()), null);
        }
        if (subject instanceof Claim claim) {
            return claim.line().describe()
                    + claim.line().heldInWords()
                    + claim.scope().describe();
        }
        if (subject instanceof Graph.Visit visit) {
            return "a continuation that will be queued on " + visit.home().describe();
        }
        return subject instanceof CompletionStage<?> plain ? plain(plain) : "either of two stages";
    }

    /** {@code for promise 'answer' at Orders.load(Orders.java:42)}. */
    static String waitsFor(Node node, Wait wait) {
        return (wait.timed ? "with a limit for " : "for ") + awaited(node, wait) + Sites.ofWaiter(wait.thread);
    }

    private static String stageLine(Node node, GuardedFuture<?> stage) {
        Object producer = producer(node, stage);
        String made = Sites.of(stage);
        String timed = stage.isTimed() ? ", and has a timeout" : "";
        if (producer instanceof CallTask<?, ?> task) {
            return taskLine(task, made) + timed;
        }
        if (producer instanceof Owner owner) {
            return stage.describe() + made + " must be completed by " + owner.describe() + timed;
        }
        if (producer instanceof Link link) {
            Node below = find(node, link);
            return linkLine(below == null ? node : below, link, name(stage, link) + made, stage) + timed;
        }
        String unknown = stage instanceof GuardedPromise
                ? ", which anybody may complete"
                : ", whose end depends on what cannot be seen";
        return stage.describe() + made + (stage.isSettled() ? ", which is done" : unknown) + timed;
    }

    private static String taskLine(Task task, String made) {
        String name = task.describe() + made;
        Home home = task.home();
        if (task.state() == Task.QUEUED) {
            return name + " is queued" + (home == null ? "" : " on " + home.describe());
        }
        if (task instanceof LoopAsyncCall<?> call) {
            CompletionStage<?> inner = call.inner();
            if (inner != null) {
                return name + " returned a stage, " + stage(null, inner);
            }
        }
        Ambient runner = task.runner();
        return name + (runner == null ? " is over" : " runs on " + thread(runner));
    }

    private static String linkLine(Node node, Link link, String name, @Nullable GuardedFuture<?> result) {
        CompletionStage<?> inner = link.inner();
        if (inner != null) {
            return name + " returned "
                    + (inner == result ? "the very stage that it makes" : "a stage, " + stage(node, inner));
        }
        Ambient runner = link.runner();
        if (runner != null) {
            return name + " runs on " + thread(runner);
        }
        VisitTask visit = link.visit();
        if (visit != null) {
            Ambient visitor = visit.runner();
            return name
                    + (visitor == null ? " is queued on " + visit.home().describe() : " runs on " + thread(visitor));
        }
        Home visited = link.visitedInAnyCase();
        return name + " comes after " + inputs(node, link)
                + (visited == null ? "" : ", and runs on " + visited.describe());
    }

    private static String inputs(Node node, Link link) {
        CompletionStage<?> first = link.first();
        CompletionStage<?> second = link.second();
        if (first == null && second == null) {
            return "what has just been done";
        }
        if (first == null || second == null) {
            return stage(node, first == null ? second : first);
        }
        String word = link.kind == Link.Kind.ANY ? " or " : " and ";
        return stage(node, first) + word + stage(node, second);
    }

    private static String homeLine(Home home) {
        List<Task> occupants = home.occupants();
        if (occupants == null) {
            boolean nobody = home instanceof LoopCore loop && loop.hasNobody();
            return nobody ? "nobody runs " + home.describe() + " now" : home.describe() + " can run it";
        }
        int count = occupants.size();
        return home.describe()
                + (count == 1
                        ? " runs one task at a time, and that one waits"
                        : " runs " + count + " tasks at a time, and all of those wait");
    }

    // -- names --

    /** What the wait is for, seen from its own node. */
    static String awaited(Node node, Wait wait) {
        return wait.awaited instanceof CompletionStage<?> stage ? stage(node, stage) : wait.awaitedInWords();
    }

    /** The stage, seen from a node that needs it: whose result it is. */
    static String stage(@Nullable Node above, @Nullable CompletionStage<?> stage) {
        if (!(stage instanceof GuardedFuture<?> ours)) {
            return plain(stage);
        }
        return result(producer(above == null ? null : find(above, ours), ours), ours);
    }

    /** The same, seen from the stage's own node. */
    static String result(Node node, GuardedFuture<?> stage) {
        return result(producer(node, stage), stage);
    }

    private static String result(@Nullable Object producer, GuardedFuture<?> ours) {
        if (producer instanceof CallTask<?, ?> task) {
            return "the result of " + task.describe() + " on " + task.home().describe();
        }
        if (producer instanceof Link link && !isInternal(link)) {
            return "the result of " + name(ours, link);
        }
        return ours.describe();
    }

    private static String plain(@Nullable CompletionStage<?> stage) {
        return "a stage that Bascule did not make: " + stage;
    }

    /** What a link is called: by its function, unless that is one of ours, which would tell nobody anything. */
    private static String name(GuardedFuture<?> stage, Link link) {
        return isInternal(link) ? stage.describe() : "function " + Task.nameOf(link.functionClass());
    }

    private static boolean isInternal(Link link) {
        return link.functionClass().getName().startsWith("dev.bascule.internal.");
    }

    private static String thread(Ambient runner) {
        return "thread '" + runner.bell.owner.getName() + "'";
    }

    private static @Nullable Object producer(@Nullable Node node, GuardedFuture<?> stage) {
        if (node != null && node.subject == stage) {
            for (Node need : node.needs) {
                if (isProducer(need)) {
                    return need.subject;
                }
            }
        }
        return stage.source();
    }

    /** The node of something that this one needs, at once or as one of two. */
    private static @Nullable Node find(Node above, Object subject) {
        for (Node need : above.needs) {
            if (need.subject == subject) {
                return need;
            }
            Node below = need.subject instanceof Graph.Alternatives ? find(need, subject) : null;
            if (below != null) {
                return below;
            }
        }
        return null;
    }
}
