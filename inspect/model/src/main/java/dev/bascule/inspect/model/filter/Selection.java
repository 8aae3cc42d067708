package dev.bascule.inspect.model.filter;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Fingerprint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of all findings is told.
 *
 * @param told what is new, one for each fingerprint, in a stable order
 * @param accepted all of them that the baseline knows
 * @param allowed how many the allow-list takes away
 * @param unsure how many are below the confidence that was asked for
 * @param notes how many are only notes, which were not asked for
 */
public record Selection(List<Finding> told, int accepted, int allowed, int unsure, int notes) {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::rule)
            .thenComparing(finding -> finding.site().className())
            .thenComparingInt(finding -> finding.site().line())
            .thenComparing(finding -> finding.site().method())
            .thenComparing(Finding::leafId);

    /** What is asked for. */
    public record Wanted(Confidence confidence, boolean notes) {}

    public static Selection of(Collection<Finding> all, Wanted wanted, AllowList allow, Baseline baseline) {
        List<Finding> told = new ArrayList<>();
        int accepted = 0;
        int allowed = 0;
        int unsure = 0;
        int notes = 0;
        for (Finding finding : distinct(all)) {
            if (allow.allows(finding)) {
                allowed++;
            } else if (baseline.has(finding)) {
                accepted++;
            } else if (finding.severity() == Severity.NOTE && !wanted.notes()) {
                notes++;
            } else if (finding.confidence().compareTo(wanted.confidence()) < 0) {
                unsure++;
            } else {
                told.add(finding);
            }
        }
        told.sort(ORDER);
        return new Selection(List.copyOf(told), accepted, allowed, unsure, notes);
    }

    /** One for each fingerprint: the surest, and of those the one with the shortest path. */
    private static Collection<Finding> distinct(Collection<Finding> all) {
        Map<String, Finding> best = new LinkedHashMap<>();
        for (Finding finding : all) {
            best.merge(Fingerprint.of(finding), finding, Selection::better);
        }
        return best.values();
    }

    /** The one that says more, of two with the same fingerprint: the worse one, the surer one, the shorter path. */
    public static Finding better(Finding a, Finding b) {
        int worse = b.severity().compareTo(a.severity());
        if (worse != 0) {
            return worse > 0 ? a : b;
        }
        int surer = a.confidence().compareTo(b.confidence());
        return surer > 0 || (surer == 0 && a.path().size() <= b.path().size()) ? a : b;
    }
}
