package dev.bascule.inspect.scanner;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes findings of the paths that a walk finds, one for each blocking call of a method of the application. */
final class Report {
    private static final String LAMBDA_MARK = "$";
    private static final int NOT_DEEP = 4;

    private record Key(String className, String method, String leaf) {}

    private final World world;
    private final Names names;
    private final Map<Key, Finding> findings = new LinkedHashMap<>();

    Report(World world, Names names) {
        this.world = world;
        this.names = names;
    }

    Collection<Finding> findings() {
        return findings.values();
    }

    void add(Walk.Kind kind, Trail trail, Call call, Leaf leaf) {
        List<Trail> steps = trail.steps();
        int last = lastOfApplication(steps);
        if (last < 0) {
            return; // all of it is inside of libraries
        }
        Finding found = finding(kind, steps, last, trail.confidence(), call, leaf);
        add(found);
    }

    void add(Finding found) {
        Key key = new Key(found.site().className(), found.site().method(), found.leafId());
        findings.merge(key, found, Report::better);
    }

    private static Finding better(Finding one, Finding other) {
        int surer = one.confidence().compareTo(other.confidence());
        boolean isShorter = one.path().size() <= other.path().size();
        return surer > 0 || (surer == 0 && isShorter) ? one : other;
    }

    private int lastOfApplication(List<Trail> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            ClassInfo owner = world.find(steps.get(i).method().code().owner());
            if (owner != null && owner.isApplication()) {
                return i;
            }
        }
        return -1;
    }

    private Finding finding(Walk.Kind kind, List<Trail> steps, int last, Confidence sureness, Call call, Leaf leaf) {
        Trail root = steps.get(0);
        Place rootPlace = names.place(root.method(), root.method().line());
        Place site = place(steps, last, call);
        Target target = new Target(
                call.target().owner().replace('/', '.').replace(LAMBDA_MARK, "."),
                call.target().name());
        return new Finding(
                leaf.rule(),
                leaf.id(),
                confidence(kind, sureness, steps),
                Severity.valueOf(leaf.severity().name()),
                new Finding.Root(rootPlace, root.why()),
                site,
                target,
                path(steps, call),
                message(kind, site, target, leaf),
                why(kind, root.why()),
                leaf.fix());
    }

    /** A pool that is shared can be meant to block now and then; a wait several calls deep can be one that is over. */
    private Confidence confidence(Walk.Kind kind, Confidence path, List<Trail> steps) {
        return switch (kind) {
            case LOOP -> path;
            case COMPUTE, USUALLY_LOOP -> Chains.min(path, Confidence.LIKELY);
            case ASYNC_METHOD ->
                steps.size() == 1
                        ? path
                        : Chains.min(path, depth(steps) <= NOT_DEEP ? Confidence.LIKELY : Confidence.POSSIBLE);
        };
    }

    /** How many methods of the source; the first ones of a library count as the call that they belong to. */
    private int depth(List<Trail> steps) {
        int library = steps.size() - 1 - lastOfApplication(steps);
        int depth = Math.max(0, library - Walk.NEAR);
        String before = "";
        for (Trail each : steps.subList(0, steps.size() - library)) {
            Place place = names.place(each.method(), 0);
            String source = place.className() + "." + place.method();
            depth += source.equals(before) ? 0 : 1; // a function stands in the method that makes it
            before = source;
        }
        return depth;
    }

    /** Where the step stands when it calls the next one, or at last what blocks. */
    private Place place(List<Trail> steps, int index, Call call) {
        int line = index + 1 < steps.size() ? steps.get(index + 1).line() : call.line();
        return names.place(steps.get(index).method(), line);
    }

    private List<Step> path(List<Trail> steps, Call call) {
        List<Step> path = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            path.add(new Step(place(steps, i, call), steps.get(i).edge()));
        }
        Place leaf = new Place(
                call.target().owner().replace('/', '.'),
                call.target().name(),
                call.target().descriptor(),
                null,
                0);
        path.add(new Step(leaf, Confidence.CERTAIN));
        return path;
    }

    private static String message(Walk.Kind kind, Place site, Target leaf, Leaf row) {
        String called = Names.simple(leaf.className()) + "." + leaf.method() + " " + row.what();
        String where = " in " + Names.simple(site.className()) + "." + site.method();
        return called
                + where
                + switch (kind) {
                    case LOOP -> ", on the thread of an event loop";
                    case USUALLY_LOOP -> ", on a thread that as a rule is an event loop's";
                    case COMPUTE -> ", on a pool with as many threads as there are cores";
                    case ASYNC_METHOD -> ", under a method whose caller expects not to wait";
                };
    }

    private static String why(Walk.Kind kind, String root) {
        String reason = root + ". ";
        return reason
                + switch (kind) {
                    case LOOP, USUALLY_LOOP ->
                        "While its thread is blocked, everything else that the loop serves stands still.";
                    case COMPUTE -> "While its threads are blocked, all other work of the pool waits.";
                    case ASYNC_METHOD ->
                        "It may be called on an event loop; and if what it waits for needs the caller's thread,"
                                + " it never ends.";
                };
    }
}
