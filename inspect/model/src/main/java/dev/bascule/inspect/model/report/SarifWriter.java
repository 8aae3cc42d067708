package dev.bascule.inspect.model.report;

import static dev.bascule.inspect.model.report.JsonWriter.fields;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.rule.Rule;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0, one run. GitHub takes 25,000 results of a run and shows the 5,000 worst, with at most 1,000 locations on a
 * path, and a compressed file of 10 MB; so no more than what it shows is written, and the run says what was left out.
 */
public final class SarifWriter implements ReportWriter {
    static final int MOST_RESULTS = 5_000;
    static final int MOST_STEPS = 1_000;

    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final Comparator<Report.Told> WORST_FIRST = Comparator.comparing(
                    (Report.Told told) -> told.finding().severity())
            .thenComparing(told -> told.finding().confidence())
            .reversed();

    private final SourceLocator sources;
    private final Rules rules;

    public SarifWriter(SourceLocator sources, Rules rules) {
        this.sources = sources;
        this.rules = rules;
    }

    @Override
    public void write(Report report, Appendable out) throws IOException {
        List<Report.Told> results = report.findings();
        if (results.size() > MOST_RESULTS) {
            results = results.stream().sorted(WORST_FIRST).limit(MOST_RESULTS).toList();
        }
        List<String> ids = results.stream()
                .map(told -> told.finding().rule())
                .distinct()
                .sorted()
                .toList();
        Map<String, Object> run = fields(
                "tool",
                fields("driver", driver(report.tool(), ids)),
                "invocations",
                List.of(invocation(report, results.size())),
                "results",
                results.stream().map(told -> result(told, ids)).toList(),
                "columnKind",
                "utf16CodeUnits");
        Map<String, Object> log = fields("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
        out.append(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(log))
                .append('\n');
    }

    private Map<String, Object> driver(Report.Tool tool, List<String> ids) {
        return fields(
                "name", tool.name(),
                "version", tool.version(),
                "rules", ids.stream().map(this::rule).toList());
    }

    private Map<String, Object> rule(String id) {
        Rule rule = rules.find(id).orElse(new Rule(id, id, id, id, JsonWriter.help(id)));
        return fields(
                "id", id,
                "name", id,
                "shortDescription", text(rule.title()),
                "fullDescription", text(rule.why()),
                "help", text(rule.why() + "\n\nFix: " + rule.fix() + "\n\nSee: " + rule.page()),
                "defaultConfiguration", fields("level", "error"),
                "properties", fields("tags", List.of("concurrency", "performance", "reliability")));
    }

    private static Map<String, Object> invocation(Report report, int written) {
        List<Object> notes = new ArrayList<>();
        report.unseen().unreadable().forEach(item -> notes.add(note("error", "could not read " + item)));
        report.unseen().gaps().forEach(gap -> notes.add(note("note", "not seen: " + gap.told())));
        report.hubs().forEach(hub -> notes.add(note("note", Words.hub(hub))));
        int left = report.findings().size() - written;
        if (left > 0) {
            notes.add(
                    note("warning", "only the worst " + written + " findings are written; " + left + " are left out"));
        }
        return fields("executionSuccessful", !report.isIncomplete(), "toolExecutionNotifications", notes);
    }

    private static Map<String, Object> note(String level, String message) {
        return fields("level", level, "message", text(message));
    }

    private Map<String, Object> result(Report.Told told, List<String> ids) {
        Finding finding = told.finding();
        return fields(
                "ruleId", finding.rule(),
                "ruleIndex", ids.indexOf(finding.rule()),
                "level", level(finding),
                "message", text(finding.message() + "\nWhy: " + finding.why() + "\nFix: " + finding.fix()),
                "locations", List.of(location(finding.site(), null)),
                "codeFlows", List.of(fields("threadFlows", List.of(fields("locations", steps(finding))))),
                "partialFingerprints", fields("bascule/v1", told.fingerprint()),
                "properties",
                        fields(
                                "confidence", finding.confidence().name().toLowerCase(Locale.ROOT),
                                "leaf", finding.leafId(),
                                "lenses", List.copyOf(told.lenses())));
    }

    private static String level(Finding finding) {
        if (finding.confidence() == Confidence.POSSIBLE) {
            return "note";
        }
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    /** The path; the root alone if it is empty. The middle of a path that is too long is left out. */
    private List<Map<String, Object>> steps(Finding finding) {
        List<Map<String, Object>> steps = new ArrayList<>();
        List<Finding.Step> path = finding.path();
        for (int i = 0; i < path.size(); i++) {
            if (i < MOST_STEPS / 2 || i >= path.size() - MOST_STEPS / 2) {
                Finding.Step step = path.get(i);
                String message = i == 0 ? finding.root().why() : Words.place(step.place());
                steps.add(fields("location", location(step.place(), message)));
            }
        }
        if (steps.isEmpty()) {
            steps.add(fields(
                    "location", location(finding.root().place(), finding.root().why())));
        }
        return steps;
    }

    private Map<String, Object> location(Place place, @Nullable String message) {
        Map<String, Object> physical = fields("artifactLocation", fields("uri", uri(sources.path(place))));
        if (place.line() > 0) {
            physical.put("region", fields("startLine", place.line()));
        }
        Map<String, Object> location = fields(
                "physicalLocation",
                physical,
                "logicalLocations",
                List.of(fields("fullyQualifiedName", place.className() + "." + place.method(), "kind", "function")));
        if (message != null) {
            location.put("message", text(message));
        }
        return location;
    }

    /** A relative reference: what a file's name may hold, and a reference may not, is escaped. */
    private static String uri(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "unknown";
        }
    }

    private static Map<String, Object> text(String text) {
        return fields("text", text.isEmpty() ? "(nothing to say)" : text);
    }
}
