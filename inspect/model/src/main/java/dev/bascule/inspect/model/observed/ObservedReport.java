package dev.bascule.inspect.model.observed;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.Unseen.Gap;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.filter.Baseline;
import dev.bascule.inspect.model.filter.Selection;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a report of what was seen in a program. */
public final class ObservedReport {
    /** By the longest call of each. */
    public static final Comparator<Report.Told> LONGEST_FIRST = Comparator.comparingLong(
            told -> told.evidence() == null ? 0 : -told.evidence().maxNanos());

    private static final String NONE_WATCHED =
            ", in which no thread of a loop was seen: name yours with --catalog (docs/guide/watch.md)";

    private ObservedReport() {}

    /**
     * All of it: hangs first, then the longest calls.
     *
     * @throws InvalidFileException if the journal holds a finding that is none
     */
    public static Report of(Report.Tool tool, JournalReader.Contents journal, Catalog catalog)
            throws InvalidFileException {
        List<Report.Told> findings = new ArrayList<>(told(journal));
        findings.addAll(merged(journal.sightings(), new Verdict(catalog, journal.names(), "agent")));
        String program = "PID " + journal.pid() + (journal.program().isEmpty() ? "" : " (" + journal.program() + ")")
                + (journal.watched() == 0 && findings.isEmpty() ? NONE_WATCHED : "");
        List<Gap> gaps = new ArrayList<>();
        if (!journal.unseen().isEmpty()) {
            gaps.add(new Gap("hooks", "kinds of calls", journal.unseen().size(), journal.unseen()));
        }
        if (journal.dropped() > 0) {
            int count = (int) Math.min(journal.dropped(), Integer.MAX_VALUE);
            gaps.add(new Gap("dropped", "calls, since there were too many places", count, List.of()));
        }
        return new Report(
                tool,
                Report.Input.program(program),
                findings,
                Report.Hidden.NONE,
                new Unseen(List.of(), gaps),
                List.of(),
                journal.waits());
    }

    /** What of it is told. */
    public static Report selected(Report all, AllowList allow, boolean notes) {
        Selection selection = Selection.of(
                all.findings().stream().map(Report.Told::finding).toList(),
                new Selection.Wanted(Confidence.LIKELY, notes),
                allow,
                Baseline.EMPTY);
        return all.only(selection);
    }

    /**
     * What was told as a finding, hangs first.
     *
     * @throws InvalidFileException if one is none
     */
    public static List<Report.Told> told(JournalReader.Contents journal) throws InvalidFileException {
        List<Report.Told> all = new ArrayList<>();
        for (String json : journal.told()) {
            all.addAll(JsonReader.read("journal", json).findings());
        }
        return all.stream()
                .sorted(Comparator.comparing((Report.Told told) -> told.hang() == null)
                        .thenComparing(LONGEST_FIRST))
                .toList();
    }

    /** One for each fingerprint, the longest first. */
    public static List<Report.Told> merged(List<Sighting> sightings, Verdict verdict) {
        Map<String, Report.Told> all = new LinkedHashMap<>();
        for (Sighting each : sightings) {
            Report.Told told = verdict.of(each);
            if (told != null) {
                all.merge(told.fingerprint(), told, Report.Told::and);
            }
        }
        return all.values().stream().sorted(LONGEST_FIRST).toList();
    }
}
