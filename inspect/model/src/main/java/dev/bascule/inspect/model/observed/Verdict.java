package dev.bascule.inspect.model.observed;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Root;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.rule.Rule;
import dev.bascule.inspect.model.rule.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of a stack what blocked there, as the application calls it, and who of the application did. The outermost method that
 * the catalogue calls a leaf is what blocked; the frame that called it is blamed.
 */
public final class Verdict {
    private static final String PINNED = "BSC107";
    private static final String LOADING = "jdk.class.load";

    private static final String THREAD = "java.lang.Thread";

    /** Notes, since they are short as a rule: until one was not. */
    private static final Set<String> LOCKS = Set.of("jdk.lock", "jdk.monitor");

    private static final long LONG_NANOS = 100_000_000;

    /** A note for a scan, which does not know the mode; what was seen was in blocking mode. */
    private static final String CHANNEL = "jdk.channel";

    /** How loops that somebody has written for a program wait for what to do next. */
    private static final Set<String> IDLE = Set.of("jdk.queue", "jdk.condition.await", "jdk.object.wait", "jdk.park");

    /** Why the thread must not block. */
    private enum Ground {
        LOOP(
                "an event loop's",
                "the thread of an event loop",
                "While its thread is blocked, everything else that the loop serves stands still."),
        CARRIER(
                "virtual",
                "a virtual thread",
                "While it waits it holds its carrier, and there are about as many carriers as cores.");

        private final String what;
        private final String where;
        private final String harm;

        Ground(String what, String where, String harm) {
            this.what = what;
            this.where = where;
            this.harm = harm;
        }
    }

    private final Leaves leaves;
    private final SourceNames names;
    private final String lens;

    /** For findings of that lens. */
    public Verdict(Catalog catalog, SourceNames names, String lens) {
        this.leaves = new Leaves(catalog);
        this.names = names;
        this.lens = lens;
    }

    /** Null if no code of the application takes part, as where a library's idle worker waits for work. */
    public Report.@Nullable Told of(Sighting seen) {
        Sighting sighting = new Sighting(withoutLoading(seen.stack()), seen.evidence());
        List<Frame> stack = sighting.stack();
        Call call = call(stack);
        return call == null || stack.stream().anyMatch(leaves::isAllowed)
                ? null
                : new Report.Told(
                        finding(sighting, call.site(), call.frame(), call.leaf()), lens, sighting.evidence(), null);
    }

    /** Whether a loop that somebody has written for the program waits there for what to do next. */
    public boolean isIdle(List<Frame> stack) {
        Call call = call(stack);
        return call != null && isIdle(call.leaf(), stack, call.site());
    }

    /** Of a method that blocks, from that frame of the application. */
    private record Call(int site, Frame frame, Leaf leaf) {}

    private @Nullable Call call(List<Frame> stack) {
        int site = site(stack);
        int called = outermostLeaf(stack, site);
        Leaf leaf = site == stack.size() || called < 0 ? null : leaves.of(stack.get(called));
        return leaf == null ? null : new Call(site, stack.get(called), leaf);
    }

    /** The innermost frame of the application; the number of frames if it has none. */
    private int site(List<Frame> stack) {
        int site = 0;
        while (site < stack.size() && isLibrary(stack.get(site))) {
            site++;
        }
        return site;
    }

    /** Whether it is code of the application, and not of a library that is described. */
    public boolean isApplication(Frame frame) {
        return !isLibrary(frame);
    }

    /** What a stack waits in, whether or not the catalogue knows it. */
    private Finding ofWait(Sighting sighting) {
        Report.Told known = of(sighting);
        return known == null ? unknown(sighting) : known.finding();
    }

    /** Of a loop that is held by computation, in the innermost frame. */
    public Report.Told ofComputation(List<Frame> stack, Evidence evidence) {
        Rule rule = Rules.builtIn().find("BSC106").orElseThrow();
        Place at = place(stack.get(0));
        String why = "Thread '" + firstThread(evidence) + "' is an event loop's";
        List<Step> path = path(stack, 0);
        Finding finding = new Finding(
                rule.id(),
                "computation",
                Confidence.CERTAIN,
                Severity.WARNING,
                new Root(path.get(0).place(), why),
                at,
                new Target(at.className().replace('$', '.'), at.method()),
                path,
                simple(at.className()) + "." + at.method() + " computes for long, on the thread of an event loop",
                why + ". " + rule.why(),
                rule.fix());
        return new Report.Told(finding, lens, evidence, null);
    }

    /**
     * Of a hang that lasts; the first of its waits is blamed, in whatever code that is.
     *
     * @param does what its thread does, in a word or two
     * @param stack of that thread
     * @param threads the names of all that take part
     * @param nanos how long it has lasted by now
     */
    public Report.Told ofHang(
            String ruleId, String does, List<Frame> stack, List<String> threads, long nanos, Hang hang) {
        Instant now = Instant.now();
        Evidence evidence = new Evidence(
                1,
                nanos,
                nanos,
                now.minusNanos(nanos),
                now,
                threads.stream().limit(Evidence.MOST_THREADS).toList(),
                stack.stream().map(Frame::text).toList());
        Finding wait = ofWait(new Sighting(stack, evidence));
        Rule rule = Rules.builtIn().find(ruleId).orElse(new Rule(ruleId, ruleId, "", "", ""));
        Place at = wait.site();
        Finding finding = new Finding(
                ruleId,
                wait.leafId(),
                hang.proven() ? Confidence.CERTAIN : Confidence.LIKELY,
                Severity.ERROR,
                new Root(wait.root().place(), "Thread '" + firstThread(evidence) + "' " + does),
                at,
                wait.leaf(),
                wait.path(),
                rule.title() + ": '" + firstThread(evidence) + "' in " + simple(at.className()) + "." + at.method(),
                rule.why(),
                rule.fix());
        return new Report.Told(finding, lens, evidence, hang);
    }

    private Finding unknown(Sighting sighting) {
        List<Frame> stack = sighting.stack();
        int site = Math.min(site(stack), stack.size() - 1);
        Leaf wait = new Leaf(
                "wait",
                List.of(),
                "BSC105",
                Catalog.Severity.ERROR,
                "waits",
                "",
                true,
                List.of(),
                new Catalog.Source("", 0));
        return finding(sighting, site, stack.get(Math.max(0, site - 1)), wait);
    }

    /** What a class loader of the program does to load a class, or an agent to change it, is the loading of a class. */
    private List<Frame> withoutLoading(List<Frame> stack) {
        int first = stack.size() - 1;
        while (first > 0 && !isLoading(leaves.of(stack.get(first)))) {
            first--;
        }
        return stack.subList(Math.max(0, first), stack.size());
    }

    private static boolean isLoading(@Nullable Leaf leaf) {
        return leaf != null && leaf.id().equals(LOADING);
    }

    /** A method that overrides one of the catalogue is what is called, not who calls. */
    private boolean isLibrary(Frame frame) {
        return leaves.isBoundary(frame) || leaves.of(frame) != null;
    }

    /** Not one in a library's class initialiser, which runs once, and for whoever comes first. */
    private int outermostLeaf(List<Frame> stack, int site) {
        if (!stack.isEmpty() && isPinned(leaves.of(stack.get(0)))) {
            return 0;
        }
        for (int each = Math.min(site, stack.size()) - 1; each >= 0; each--) {
            if (stack.get(each).method().equals("<clinit>")) {
                return -1;
            }
            if (leaves.of(stack.get(each)) != null) {
                return each;
            }
        }
        return -1;
    }

    /** What holds a carrier does so whatever the thread waits for. */
    private static boolean isPinned(@Nullable Leaf leaf) {
        return leaf != null && leaf.rule().equals(PINNED);
    }

    private Finding finding(Sighting sighting, int site, Frame frame, Leaf leaf) {
        Ground ground = isPinned(leaf) ? Ground.CARRIER : Ground.LOOP;
        String why = "Thread '" + firstThread(sighting.evidence()) + "' is " + ground.what;
        Place at = place(sighting.stack().get(site));
        String type = called(frame);
        Target target = new Target(type.replace('$', '.'), frame.method());
        List<Step> path = path(sighting.stack(), site);
        if (frame != sighting.stack().get(site)) { // else it calls nothing: it computes
            path.add(new Step(new Place(type, frame.method(), frame.descriptor(), null, 0), Confidence.CERTAIN));
        }
        return new Finding(
                leaf.rule(),
                leaf.id(),
                Confidence.CERTAIN,
                severity(leaf, sighting, site),
                new Root(path.get(0).place(), why),
                at,
                target,
                path,
                simple(target.className()) + "." + target.method() + " " + leaf.what() + " in " + simple(at.className())
                        + "." + at.method() + ", on " + ground.where,
                why + ". " + ground.harm,
                leaf.fix());
    }

    /** The type that the catalogue names, as the program does; its own classes, as {@code ProcessImpl}, a library hides. */
    private String called(Frame frame) {
        Leaves.Row row = leaves.row(frame);
        return row == null ? frame.className() : row.type(frame);
    }

    private static Severity severity(Leaf leaf, Sighting sighting, int site) {
        if (isIdle(leaf, sighting.stack(), site)) {
            return Severity.NOTE;
        }
        if (leaf.id().equals(CHANNEL)) {
            return Severity.ERROR;
        }
        boolean isLong = LOCKS.contains(leaf.id()) && sighting.evidence().maxNanos() >= LONG_NANOS;
        return isLong ? Severity.WARNING : Severity.valueOf(leaf.severity().name());
    }

    /** Whether the method that the thread runs waits itself: it is the loop, and has nothing to do. */
    private static boolean isIdle(Leaf leaf, List<Frame> stack, int site) {
        List<Frame> below = stack.subList(site + 1, stack.size());
        boolean isRun = below.isEmpty()
                ? stack.get(site).types().contains(THREAD)
                : below.stream().allMatch(frame -> frame.className().equals(THREAD));
        return isRun && IDLE.contains(leaf.id());
    }

    private static String firstThread(Evidence evidence) {
        return evidence.threads().isEmpty() ? "?" : evidence.threads().get(0);
    }

    /** Of the application's frames, the outermost first; of a method that calls itself, or a bridge to it, the innermost. */
    private List<Step> path(List<Frame> stack, int site) {
        List<Step> path = new ArrayList<>();
        Frame inner = null;
        for (Frame frame : stack.subList(site, stack.size())) {
            if (!leaves.isBoundary(frame)) {
                if (inner == null || !frame.isOfSameName(inner)) {
                    path.add(new Step(place(frame), Confidence.CERTAIN));
                }
                inner = frame;
            }
        }
        Collections.reverse(path);
        return path;
    }

    /** A place as its source names it: {@code com.acme.Orders.total(Orders.java:17)}. */
    public String words(Frame frame) {
        Place place = place(frame);
        return new Frame(place.className(), place.method(), "", place.file(), place.line(), frame.types()).text();
    }

    private Place place(Frame frame) {
        SourceNames.Method method =
                names.enclosing(frame.className(), new SourceNames.Method(frame.method(), frame.descriptor()));
        return new Place(frame.className(), method.name(), method.descriptor(), frame.file(), frame.line());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
