package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Findings;
import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.Unseen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/** Reports for tests. */
final class Reports {
    private Reports() {}

    static Report of(Finding... findings) {
        return new Report(
                new Report.Tool("bascule", "1.0"),
                new Report.Input(List.of("app.jar"), List.of("lib"), 3),
                Arrays.stream(findings)
                        .map(finding -> new Report.Told(finding, "scan"))
                        .toList(),
                Report.Hidden.NONE,
                Unseen.NOTHING,
                List.of());
    }

    /** With something of everything. */
    static Report full() {
        return new Report(
                new Report.Tool("bascule", "1.0"),
                new Report.Input(List.of("app.jar"), List.of("lib"), 1234),
                List.of(
                        new Report.Told(Findings.sleep(), "scan"),
                        new Report.Told(
                                Findings.of("com.acme.Weird Name$1", "read", 0, Confidence.LIKELY, Severity.WARNING),
                                "scan"),
                        new Report.Told(
                                Findings.of("Unpackaged", "write", 3, Confidence.POSSIBLE, Severity.NOTE), "scan")),
                new Report.Hidden(1, 2, 3, 4),
                new Unseen(
                        List.of("app.jar!/Bad.class: not a class file"),
                        List.of(new Unseen.Gap("reflection", "calls by reflection", 5, List.of()))),
                List.of(new Hub(new Target("com.acme.Bus", "send"), 7, "Add a contract for its handlers.")));
    }

    static String write(ReportWriter writer, Report report) {
        StringBuilder text = new StringBuilder();
        try {
            writer.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
