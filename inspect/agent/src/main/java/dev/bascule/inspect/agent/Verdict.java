package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Root;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Step;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.catalog.Catalog.Leaf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of a stack what blocked there, as the application calls it, and who of the application did. */
final class Verdict {
    private final Leaves leaves;

    Verdict(Leaves leaves) {
        this.leaves = leaves;
    }

    /** Null if no code of the application takes part, as where a library's idle worker waits for work. */
    @Nullable
    Finding of(Sighting sighting) {
        List<Frame> stack = sighting.stack;
        int site = 0;
        while (site < stack.size() && leaves.isBoundary(stack.get(site))) {
            site++;
        }
        int called = outermostLeaf(stack, site);
        Leaf leaf = site == stack.size() || called < 0 ? null : leaves.of(stack.get(called));
        return leaf == null ? null : finding(sighting, site, stack.get(called), leaf);
    }

    private int outermostLeaf(List<Frame> stack, int site) {
        int each = Math.min(site, stack.size()) - 1;
        while (each >= 0 && leaves.of(stack.get(each)) == null) {
            each--;
        }
        return each;
    }

    private Finding finding(Sighting sighting, int site, Frame called, Leaf leaf) {
        List<Frame> application = new ArrayList<>(sighting.stack.subList(site, sighting.stack.size()));
        application.removeIf(leaves::isBoundary);
        Collections.reverse(application);
        Sighting.Evidence evidence = sighting.evidence();
        String why = "Thread '" + evidence.threads().get(0) + "' is an event loop's";
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
                        + "." + at.method() + ", on the thread of an event loop; seen " + times(evidence),
                why + ". While its thread is blocked, everything else that the loop serves stands still.",
                leaf.fix());
    }

    private static String times(Sighting.Evidence evidence) {
        return evidence.count() + (evidence.count() == 1 ? " time" : " times") + ", worst "
                + evidence.maxNanos() / 100_000 / 10.0 + " ms";
    }

    private static Place place(Frame frame) {
        return new Place(frame.className(), frame.method(), frame.descriptor(), frame.file(), frame.line());
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
