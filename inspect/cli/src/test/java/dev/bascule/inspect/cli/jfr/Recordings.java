package dev.bascule.inspect.cli.jfr;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.rule.Rules;
import dev.bascule.inspect.scanner.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads recordings for tests. */
final class Recordings {
    private Recordings() {}

    /** With all calls, however short. */
    static Report read(Path file) {
        return read(file, Catalogs.builtIn(), Duration.ZERO);
    }

    static Report read(Path file, Catalog catalog, Duration threshold) {
        return new RecordingReport(new Report.Tool("bascule", "test"), catalog, threshold).of(file, Progress.NONE);
    }

    /** The catalogue that comes with the tool, and these rows. */
    static Catalog catalog(String rows) throws InvalidFileException {
        return CatalogReader.merge(List.of(Catalogs.builtIn(), CatalogReader.read("test.yaml", rows, Rules.builtIn())));
    }

    /** Rule, leaf, and method of the site; but for the classes that a thread is the first to use. */
    static List<String> told(Report report) {
        return report.findings().stream()
                .map(Report.Told::finding)
                .filter(finding -> !finding.leafId().equals("jdk.class.load"))
                .map(finding -> finding.rule() + " " + finding.leafId() + " "
                        + finding.site().method())
                .toList();
    }
}
