package dev.bascule.inspect.cli;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.observed.JournalReader;
import dev.bascule.inspect.model.observed.ObservedReport;
import dev.bascule.inspect.model.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** What a program is watched for, and what of it is told. */
final class Watching {
    @Mixin
    private Knowledge knowledge = new Knowledge();

    @Mixin
    private Allowing allowing = new Allowing();

    @Mixin
    private Telling telling = new Telling();

    /** The options of the agent, one a line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("threshold=" + telling.threshold().toNanos() + "ns");
        knowledge.files().forEach(file -> lines.add("catalog=" + file.toAbsolutePath()));
        return lines;
    }

    /** Reads all files, so that a mistake is told before the program runs. */
    Lens lens() throws InvalidFileException {
        return new Lens(knowledge.read(Map.of()), allowing.read(), telling.notes());
    }

    /** What makes a report of journals. */
    record Lens(Catalog catalog, AllowList allow, boolean notes) {
        /** Of at least one journal. */
        Report report(List<JournalReader.Contents> journals) throws InvalidFileException {
            List<Report> reports = new ArrayList<>();
            for (JournalReader.Contents journal : journals) {
                reports.add(ObservedReport.of(new Report.Tool("bascule", Version.text()), journal, catalog));
            }
            return ObservedReport.selected(Report.merge(reports), allow, notes);
        }
    }
}
