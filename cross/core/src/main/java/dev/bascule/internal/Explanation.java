package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.hang.WaitGraph;
import dev.bascule.hang.WaitNode;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A part of the graph of waits in words. */
public final class Explanation {
    private static final int MAX_DEPTH = 40;

    private Explanation() {}

    // -- a deadlock --

    static Hang ofWait(Wait wait, Graph graph) {
        return hang(
                graph,
                wait.thread,
                "a wait on thread '" + wait.thread.getName() + "' for " + wait.stage + " would never end.");
    }

    static Hang ofStage(GuardedFuture<?> stage, Graph graph) {
        return hang(
                graph,
                Thread.currentThread(),
                stage + " was about to wait for itself, and would never have completed.");
    }

    private static Hang hang(Graph graph, Thread thread, String what) {
        List<Node> cycle = graph.root().deadCycle();
        RuleId rule = ruleOf(cycle);
        List<String> links = new ArrayList<>();
        for (Node node : cycle.subList(0, cycle.size() - 1)) {
            links.add(inWords(node));
            if (node.subject instanceof Home) {
                otherOccupants(node, cycle, links);
            }
        }
        links.add("which is where the chain began");
        String message = Messages.text(rule, what + block(links), why(rule), fix(rule));
        return new Hang(Hang.Kind.PROVEN, rule, thread.getName(), List.copyOf(links), message);
    }

    /** The workers that are not on the way: each must be stuck too, so each is named. */
    private static void otherOccupants(Node home, List<Node> cycle, List<String> links) {
        for (Node occupant : home.needs) {
            if (!cycle.contains(occupant)) {
                StringBuilder line = new StringBuilder("(also there: ").append(inWords(occupant));
                for (Node wait : occupant.needs) {
                    if (!wait.isLive()) {
                        line.append("; ").append(inWords(wait));
                    }
                }
                links.add(line.append(')').toString());
            }
        }
    }

    /** A starved place, else a loop or a single thread that waits for itself, else a cycle. */
    private static RuleId ruleOf(List<Node> cycle) {
        boolean starved = false;
        boolean loop = false;
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : cycle) {
            starved |= node.subject instanceof Home;
            if (node.subject instanceof Wait wait) {
                threads.add(wait.thread);
                loop |= wait.isOnLoop();
            }
        }
        if (starved) {
            return RuleId.BSC002;
        }
        return loop || threads.size() == 1 ? RuleId.BSC001 : RuleId.BSC003;
    }

    private static String why(RuleId rule) {
        return switch (rule) {
            case BSC002 ->
                "the work that would end these waits stands in a queue whose workers all wait for it; no worker"
                        + " ever gets free to run it.";
            case BSC001 -> "the thread that waits is the one that must go on before the stage can complete.";
            default -> "each waits for what only the next one can do, so none of them ever goes on.";
        };
    }

    private static String fix(RuleId rule) {
        return switch (rule) {
            case BSC002 ->
                "return the stage (thenCompose) instead of waiting inside the pool, run the inner work elsewhere,"
                        + " or use an Offload, whose workers run in place what they wait for.";
            case BSC001 -> "return the stage (thenCompose), or move the wait: offload.call(() -> ...).";
            default -> "let one of them return its stage (thenCompose) instead of waiting, or wait with a limit.";
        };
    }

    static String block(List<String> links) {
        StringBuilder out = new StringBuilder();
        String label = "\n  Wait:  ";
        for (String link : links) {
            out.append(label).append(link);
            label = "\n         ";
        }
        return out.toString();
    }

    // -- nodes --

    static String inWords(Node node) {
        Object subject = node.subject;
        if (subject instanceof Wait wait) {
            return "thread '" + wait.thread.getName() + "' waits for " + wait.stage + Sites.ofWaiter(wait.thread);
        }
        if (subject instanceof GuardedFuture<?> stage) {
            return stage.describe() + Sites.of(stage) + producer(stage);
        }
        if (subject instanceof Task task) {
            return describe(task);
        }
        if (subject instanceof Home home) {
            List<Task> occupants = home.occupants();
            return home.describe()
                    + (occupants == null
                            ? " can run it"
                            : " has " + occupants.size() + " workers, and all of them wait");
        }
        if (subject instanceof Owner owner) {
            return "owned by " + owner.describe();
        }
        if (subject instanceof Link link) {
            return describe(link);
        }
        if (subject instanceof Graph.Visit visit) {
            return "a continuation that will be queued on " + visit.home().describe();
        }
        if (subject instanceof Graph.Alternatives) {
            return "either of two stages";
        }
        return subject instanceof CompletionStage<?> ? "a stage that is not ours: " + subject : "unknown";
    }

    private static String producer(GuardedFuture<?> stage) {
        Object source = stage.source();
        boolean known = source instanceof Link || source instanceof CallTask || source instanceof Owner;
        return known || stage.isSettled() ? "" : ", which anybody may complete";
    }

    private static String describe(Task task) {
        Ambient runner = task.runner();
        Home home = task.home();
        if (task.state() == Task.QUEUED) {
            return task.describe() + (home == null ? " is queued" : " is queued on " + home.describe());
        }
        return task.describe()
                + (runner == null ? " is over" : " runs on thread '" + runner.bell.owner.getName() + "'");
    }

    private static String describe(Link link) {
        String function = Task.nameOf(link.functionClass());
        if (link.inner() != null) {
            return "made by " + function + ", which returned another stage";
        }
        Ambient runner = link.runner();
        if (runner != null) {
            return "made by " + function + ", which runs on thread '" + runner.bell.owner.getName() + "'";
        }
        return "made by " + function + (link.kind == Link.Kind.ALL ? " from both of its sources" : " from its source");
    }

    // -- trees --

    /** The waits of the moment. */
    public static WaitGraph waits() {
        List<WaitNode> roots = new ArrayList<>();
        for (Wait wait : Waits.all()) {
            Node root = Graph.allOf(wait).root();
            roots.add(tree(root, Collections.newSetFromMap(new IdentityHashMap<>()), 0));
        }
        return new WaitGraph(roots);
    }

    private static WaitNode tree(Node node, Set<Node> above, int depth) {
        if (!above.add(node) || depth > MAX_DEPTH) {
            return new WaitNode(inWords(node) + " (see above)", node.isLive(), List.of());
        }
        List<WaitNode> needs =
                node.needs.stream().map(need -> tree(need, above, depth + 1)).toList();
        above.remove(node);
        return new WaitNode(inWords(node), node.isLive(), needs);
    }

    /** A chain of dead nodes, down to where it ends or repeats. */
    static List<String> lines(Node root) {
        List<String> lines = new ArrayList<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Node node = root;
        while (node != null && seen.add(node) && lines.size() < MAX_DEPTH) {
            lines.add(inWords(node));
            node = node.needs.stream()
                    .filter(need -> !need.isLive())
                    .findFirst()
                    .orElse(null);
        }
        return lines;
    }
}
