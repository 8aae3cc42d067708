package dev.bascule.internal;

import dev.bascule.hang.Hang;
import dev.bascule.hang.WaitGraph;
import dev.bascule.hang.WaitNode;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A part of the graph of waits in words. */
public final class Explanation {
    private static final int MAX_DEPTH = 40;

    private Explanation() {}

    // -- a deadlock --

    static Hang ofWait(Wait wait, Graph graph) {
        String stage = Wording.awaited(graph.root(), wait);
        return hang(
                graph, wait.thread, "thread '" + wait.thread.getName() + "' would wait for ever for " + stage + ".");
    }

    static Hang ofStage(GuardedFuture<?> stage, Graph graph) {
        return hang(
                graph,
                Thread.currentThread(),
                Wording.result(graph.root(), stage) + " would never come: it has come to depend on itself.");
    }

    private static Hang hang(Graph graph, Thread thread, String what) {
        List<Node> cycle = graph.root().deadCycle();
        int parties = parties(cycle);
        RuleId rule = ruleOf(graph);
        List<String> links = links(cycle);
        String message = Messages.text(rule, what + block(links), why(rule, parties), fix(rule, parties, cycle));
        return new Hang(Hang.Kind.PROVEN, rule, thread.getName(), links, message);
    }

    /** How many threads, or asynchronous scopes, keep each other waiting. */
    private static int parties(List<Node> cycle) {
        Set<Object> parties = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : cycle) {
            if (node.subject instanceof Wait wait) {
                parties.add(wait.thread);
            } else if (node.subject instanceof Claims claims) {
                claims.held().forEach(claim -> parties.add(claim.scope().party()));
            }
        }
        return parties.size();
    }

    private static List<String> links(List<Node> cycle) {
        List<String> links = new ArrayList<>();
        for (int i = 0; i < cycle.size() - 1; i++) {
            Node node = cycle.get(i);
            if (i > 0 && Wording.isTold(cycle.get(i - 1), node)) {
                continue;
            }
            links.add(Wording.line(node));
            if (node.subject instanceof Home || node.subject instanceof Claims) {
                others(node, cycle, links);
            }
        }
        int last = links.size() - 1;
        if (last > 0) {
            links.set(last, links.get(last) + ", and so back to the first line");
        }
        return List.copyOf(links);
    }

    /** The workers or holders that are not on the way: each must be stuck too, so each is named. */
    private static void others(Node place, List<Node> cycle, List<String> links) {
        for (Node occupant : place.needs) {
            if (!cycle.contains(occupant)) {
                links.add(Wording.line(occupant) + whichWaits(occupant));
            }
        }
    }

    private static String whichWaits(Node occupant) {
        StringBuilder line = new StringBuilder();
        for (Node need : occupant.needs) {
            if (need.subject instanceof Scope) {
                line.append(whichWaits(need));
            } else if (!need.isLive() && need.subject instanceof Wait wait) {
                line.append(", which waits ").append(Wording.waitsFor(need, wait));
            }
        }
        return line.toString();
    }

    /** A starved place, else a loop or a single thread that waits for itself, else a cycle. */
    static RuleId ruleOf(Graph graph) {
        List<Node> cycle = graph.root().deadCycle();
        boolean loop = false;
        for (Node node : cycle) {
            if (node.subject instanceof Home) {
                return RuleId.BSC002;
            }
            loop |= node.subject instanceof Wait wait && wait.onLoop;
        }
        return loop || parties(cycle) == 1 ? RuleId.BSC001 : RuleId.BSC003;
    }

    private static String why(RuleId rule, int parties) {
        if (rule == RuleId.BSC002) {
            return "the work that they wait for is queued behind them, so none of them ever gets free to run it.";
        }
        if (parties == 0) {
            return "a stage completes after the stages that it is made of, and this one is made of itself.";
        }
        return parties == 1
                ? "the thread would have to go on for the wait to end, and it goes on only when the wait has ended."
                : "each waits for what only the next one can do, so none of them ever goes on.";
    }

    private static String fix(RuleId rule, int parties, List<Node> cycle) {
        if (rule == RuleId.BSC002) {
            return "return the stage (thenCompose) instead of waiting inside the pool, run the inner work elsewhere,"
                    + " or use an Offload, whose workers run in place what they wait for.";
        }
        if (parties == 0) {
            return "return a stage that does not need the result of the function that returns it.";
        }
        Optional<Claims> claims = claims(cycle);
        if (claims.isPresent() && parties == 1) {
            return claims.get().line().fixOfSelfWait();
        }
        if (claims.isPresent()) {
            return "acquire in the same order everywhere; give back before you wait for others; or wait with a limit.";
        }
        String first = has(Owner.class, cycle)
                ? "complete a promise, or hand it off, before you wait for what needs it; or "
                : "";
        return first
                + (rule == RuleId.BSC001
                        ? "return the stage (thenCompose) instead of waiting for it here, or do not ask for it at all."
                        : "let one of them return its stage (thenCompose) instead of waiting, or wait with a limit.");
    }

    private static Optional<Claims> claims(List<Node> cycle) {
        return cycle.stream()
                .map(node -> node.subject)
                .filter(Claims.class::isInstance)
                .map(Claims.class::cast)
                .findFirst();
    }

    private static boolean has(Class<?> kind, List<Node> cycle) {
        return cycle.stream().anyMatch(node -> kind.isInstance(node.subject));
    }

    private static String block(List<String> links) {
        StringBuilder out = new StringBuilder();
        String label = "\n  Wait:  ";
        for (String link : links) {
            out.append(label).append(link);
            label = "\n         ";
        }
        return out.toString();
    }

    // -- a suspicion --

    /** Of a wait that only something unknown can end, as far as can be seen. */
    static Hang suspicion(Wait wait, RuleId rule, String what, String why, String fix) {
        List<String> links = lines(Graph.ofKnown(wait).root());
        String message = Messages.text(rule, "suspected: " + what + block(links), why, fix);
        return new Hang(Hang.Kind.SUSPECTED, rule, wait.thread.getName(), links, message);
    }

    // -- trees --

    /** The waits of the moment. */
    public static WaitGraph waits() {
        List<WaitNode> roots = new ArrayList<>();
        for (Wait wait : Waits.all()) {
            Node root = Graph.of(wait).root();
            roots.add(tree(root, Collections.newSetFromMap(new IdentityHashMap<>()), 0));
        }
        return new WaitGraph(roots);
    }

    private static WaitNode tree(Node node, Set<Node> above, int depth) {
        if (!above.add(node) || depth > MAX_DEPTH) {
            return new WaitNode(Wording.line(node) + " (see above)", node.isLive(), List.of());
        }
        List<WaitNode> needs =
                needs(node).stream().map(need -> tree(need, above, depth + 1)).toList();
        above.remove(node);
        return new WaitNode(Wording.line(node), node.isLive(), needs);
    }

    /** What the node needs, where what its own line tells is passed through. */
    private static List<Node> needs(Node node) {
        return node.needs.stream()
                .filter(need -> need != node)
                .flatMap(need -> Wording.isTold(node, need) ? needs(need).stream() : Stream.of(need))
                .toList();
    }

    /** A chain of dead nodes, down to where it ends or repeats. */
    static List<String> lines(Node root) {
        List<String> lines = new ArrayList<>();
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Node node = root;
        while (node != null && seen.add(node) && lines.size() < MAX_DEPTH) {
            lines.add(Wording.line(node));
            node = needs(node).stream()
                    .filter(need -> !need.isLive())
                    .findFirst()
                    .orElse(null);
        }
        return lines;
    }
}
