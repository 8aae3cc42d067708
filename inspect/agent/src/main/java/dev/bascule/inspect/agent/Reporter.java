package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.observed.Journal;
import dev.bascule.inspect.model.observed.ObservedReport;
import dev.bascule.inspect.model.report.JsonWriter;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.report.ReportWriter;
import dev.bascule.inspect.model.report.SarifWriter;
import dev.bascule.inspect.model.report.SourceLocator;
import dev.bascule.inspect.model.report.TextWriter;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Writes the report in the program itself, where nobody else does. */
final class Reporter {
    private final Options options;
    private final Catalogue catalogue;

    Reporter(Options options, Catalogue catalogue) {
        this.options = options;
        this.catalogue = catalogue;
    }

    void report(Journal journal) {
        StringBuilder text = new StringBuilder();
        try {
            Report all =
                    ObservedReport.of(new Report.Tool("bascule-agent", version()), journal.contents(), catalogue.all());
            writer().write(ObservedReport.selected(all, options.allowList(), options.notes()), text);
            if (options.report() == null) {
                System.err.print(text);
            } else {
                Files.writeString(options.report(), text);
            }
        } catch (IOException | InvalidFileException | SecurityException e) {
            System.err.println("bascule-agent: cannot write the report: " + e + "; it follows here.\n" + text);
        }
    }

    private static String version() {
        String version = Reporter.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private ReportWriter writer() {
        return switch (options.format()) {
            case TEXT -> new TextWriter(false);
            case JSON -> new JsonWriter();
            case SARIF -> new SarifWriter(new SourceLocator(path -> Optional.empty()), Rules.builtIn());
        };
    }
}
