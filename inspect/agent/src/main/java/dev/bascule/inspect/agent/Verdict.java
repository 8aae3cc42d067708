package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Root;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Fingerprint;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a stack what blocked there, as the application calls it, and who of the application did. */
final class Verdict {
    private final Leaves leaves;
    private final SiteNamer namer;

    Verdict(Leaves leaves, SiteNamer namer) {
        this.leaves = leaves;
        this.namer = namer;
    }

    /** A finding, and what was seen of it. */
    record Observed(Finding finding, Sighting.Evidence evidence) {
        String fingerprint() {
            return Fingerprint.of(finding);
        }

        /** The same site, reached by other ways: that of the longest wait is shown. */
        Observed and(Observed other) {
            Finding worst = evidence.maxNanos() >= other.evidence.maxNanos() ? finding : other.finding;
            return new Observed(worst, evidence.and(other.evidence));
        }
    }

    /** Null if no code of the application takes part, as where a library's idle worker waits for work. */
    @Nullable
    Observed of(Sighting sighting) {
        List<Frame> stack = sighting.stack;
        int site = 0;
        while (site < stack.size() && isLibrary(stack.get(site))) {
            site++;
        }
        int called = outermostLeaf(stack, site);
        Leaf leaf = site == stack.size() || called < 0 ? null : leaves.of(stack.get(called));
        return leaf == null
                ? null
                : new Observed(finding(sighting, site, stack.get(called), leaf), sighting.evidence());
    }

    /** A method that overrides one of the catalogue is what is called, not who calls. */
    private boolean isLibrary(Frame frame) {
        return leaves.isBoundary(frame) || leaves.of(frame) != null;
    }

    /** Not one in a library's class initialiser, which runs once, and for whoever comes first. */
    private int outermostLeaf(List<Frame> stack, int site) {
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

    private Finding finding(Sighting sighting, int site, Frame called, Leaf leaf) {
        List<Frame> application = new ArrayList<>(sighting.stack.subList(site, sighting.stack.size()));
        application.removeIf(leaves::isBoundary);
        Collections.reverse(application);
        String why = "Thread '" + sighting.evidence().threads().get(0) + "' is an event loop's";
        Place at = place(sighting.stack.get(site));
        Target target = new Target(called.className().replace('$', '.'), called.method());
        List<Step> path = new ArrayList<>();
        application.forEach(frame -> path.add(new Step(place(frame), Confidence.CERTAIN)));
        path.add(new Step(
                new Place(called.className(), called.method(), called.descriptor(), null, 0), Confidence.CERTAIN));
        return new Finding(
                leaf.rule(),
                leaf.id(),
                Confidence.CERTAIN,
                Severity.valueOf(leaf.severity().name()),
                new Root(place(application.get(0)), why),
                at,
                target,
                path,
                simple(target.className()) + "." + target.method() + " " + leaf.what() + " in " + simple(at.className())
                        + "." + at.method() + ", on the thread of an event loop",
                why + ". While its thread is blocked, everything else that the loop serves stands still.",
                leaf.fix());
    }

    private Place place(Frame frame) {
        SiteNamer.Method method =
                namer.enclosing(frame.className(), new SiteNamer.Method(frame.method(), frame.descriptor()));
        return new Place(frame.className(), method.name(), method.descriptor(), frame.file(), frame.line());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
