package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Fingerprint;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.filter.Selection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found, or several runs together.
 *
 * @param findings what is told
 * @param hidden what is not
 * @param waits who waits for what, a line each, indented by what it stands under: of programs that use Bascule
 */
public record Report(
        Tool tool, Input input, List<Told> findings, Hidden hidden, Unseen unseen, List<Hub> hubs, List<String> waits) {

    public Report {
        findings = List.copyOf(findings);
        hubs = List.copyOf(hubs);
        waits = List.copyOf(waits);
    }

    /** Of no program that waits. */
    public Report(Tool tool, Input input, List<Told> findings, Hidden hidden, Unseen unseen, List<Hub> hubs) {
        this(tool, input, findings, hidden, unseen, hubs, List.of());
    }

    /** Who has looked. */
    public record Tool(String name, String version) {}

    /**
     * What was looked at.
     *
     * @param paths as they were given
     * @param libraries what was on the class path, and not to blame
     * @param classes how many were read
     * @param programs those that ran, or recordings of them
     */
    public record Input(List<String> paths, List<String> libraries, int classes, List<String> programs) {
        /** Of code alone. */
        public Input(List<String> paths, List<String> libraries, int classes) {
            this(paths, libraries, classes, List.of());
        }

        /** Of a program that ran. */
        public static Input program(String program) {
            return new Input(List.of(), List.of(), 0, List.of(program));
        }
    }

    /**
     * A finding and the lenses that have seen it.
     *
     * @param lenses {@code scan} and others
     * @param evidence what was seen in a program that ran; null for a finding of the code alone
     * @param hang why it never ends; null if it is no hang
     */
    public record Told(
            Finding finding,
            SortedSet<String> lenses,
            @Nullable Evidence evidence,
            @Nullable Hang hang) {
        public Told(Finding finding, String lens) {
            this(finding, lens, null, null);
        }

        public Told(Finding finding, String lens, @Nullable Evidence evidence, @Nullable Hang hang) {
            this(finding, new TreeSet<>(List.of(lens)), evidence, hang);
        }

        public String fingerprint() {
            return Fingerprint.of(finding);
        }

        /** The same finding, seen by both. */
        public Told and(Told other) {
            SortedSet<String> both = new TreeSet<>(lenses);
            both.addAll(other.lenses);
            return new Told(
                    Selection.better(finding, other.finding),
                    both,
                    and(evidence, other.evidence),
                    and(hang, other.hang));
        }

        private static @Nullable Evidence and(@Nullable Evidence one, @Nullable Evidence other) {
            return one == null || other == null ? (one == null ? other : one) : one.and(other);
        }

        private static @Nullable Hang and(@Nullable Hang one, @Nullable Hang other) {
            return one == null || (other != null && other.proven()) ? other : one;
        }
    }

    /** How many findings are not told, and why: see {@link Selection}. */
    public record Hidden(int accepted, int allowed, int unsure, int notes) {
        public static final Hidden NONE = new Hidden(0, 0, 0, 0);

        public static Hidden by(Selection selection) {
            return new Hidden(selection.accepted(), selection.allowed(), selection.unsure(), selection.notes());
        }

        private Hidden plus(Hidden other) {
            return new Hidden(
                    accepted + other.accepted, allowed + other.allowed, unsure + other.unsure, notes + other.notes);
        }
    }

    /** Whether something that should have been looked at could not be. */
    public boolean isIncomplete() {
        return !unseen.unreadable().isEmpty();
    }

    /** Only what the selection of its findings tells, in the order of this report, with the number of the others. */
    public Report only(Selection selection) {
        Set<String> wanted = selection.told().stream().map(Fingerprint::of).collect(Collectors.toSet());
        List<Told> rest = findings.stream()
                .filter(told -> wanted.contains(told.fingerprint()))
                .toList();
        return new Report(tool, input, rest, Hidden.by(selection), unseen, hubs, waits);
    }

    /** With its findings in that order. */
    public Report ordered(Comparator<Told> order) {
        return new Report(tool, input, findings.stream().sorted(order).toList(), hidden, unseen, hubs, waits);
    }

    /** Puts reports together; a finding that is in several is told once, with all lenses. At least one report. */
    public static Report merge(List<Report> reports) {
        Map<String, Told> findings = new LinkedHashMap<>();
        Hidden hidden = Hidden.NONE;
        for (Report report : reports) {
            report.findings().forEach(told -> findings.merge(told.fingerprint(), told, Told::and));
            hidden = hidden.plus(report.hidden());
        }
        return new Report(
                reports.get(0).tool(),
                new Input(
                        distinct(reports, report -> report.input().paths()),
                        distinct(reports, report -> report.input().libraries()),
                        reports.stream()
                                .mapToInt(report -> report.input().classes())
                                .sum(),
                        distinct(reports, report -> report.input().programs())),
                new ArrayList<>(findings.values()),
                hidden,
                new Unseen(
                        distinct(reports, report -> report.unseen().unreadable()),
                        distinct(reports, report -> report.unseen().gaps())),
                distinct(reports, Report::hubs),
                reports.stream().flatMap(report -> report.waits().stream()).toList());
    }

    private static <T> List<T> distinct(List<Report> reports, Function<Report, List<T>> part) {
        return reports.stream()
                .flatMap(report -> part.apply(report).stream())
                .distinct()
                .toList();
    }
}
