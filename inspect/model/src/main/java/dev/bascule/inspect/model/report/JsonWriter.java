package dev.bascule.inspect.model.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Hub;
import dev.bascule.inspect.model.Unseen;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One JSON object. {@code docs/guide/reports.md} describes it; fields are only ever added within a schema version. */
public final class JsonWriter implements ReportWriter {
    /** The version of the form. */
    static final int SCHEMA = 1;

    /** Without any setting. */
    public JsonWriter() {}

    @Override
    public void write(Report report, Appendable out) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", SCHEMA);
        all.put(
                "tool",
                fields("name", report.tool().name(), "version", report.tool().version()));
        all.put(
                "input",
                fields(
                        "paths", report.input().paths(),
                        "libraries", report.input().libraries(),
                        "classes", report.input().classes(),
                        "programs", report.input().programs()));
        all.put("findings", report.findings().stream().map(JsonWriter::told).toList());
        Report.Hidden hidden = report.hidden();
        all.put(
                "hidden",
                fields(
                        "accepted", hidden.accepted(),
                        "allowed", hidden.allowed(),
                        "unsure", hidden.unsure(),
                        "notes", hidden.notes()));
        all.put("unseen", unseen(report.unseen()));
        all.put("hubs", report.hubs().stream().map(JsonWriter::hub).toList());
        if (!report.waits().isEmpty()) {
            all.put("waits", report.waits());
        }
        out.append(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(all))
                .append('\n');
    }

    private static Map<String, Object> told(Report.Told told) {
        Finding finding = told.finding();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", finding.rule());
        fields.put("fingerprint", told.fingerprint());
        fields.put("confidence", word(finding.confidence()));
        fields.put("severity", word(finding.severity()));
        fields.put("lenses", List.copyOf(told.lenses()));
        Map<String, Object> root = place(finding.root().place());
        root.put("why", finding.root().why());
        fields.put("root", root);
        fields.put("site", place(finding.site()));
        Map<String, Object> leaf = target(finding.leaf());
        leaf.put("id", finding.leafId());
        fields.put("leaf", leaf);
        fields.put("path", finding.path().stream().map(JsonWriter::step).toList());
        if (told.evidence() != null) {
            fields.put("evidence", evidence(told.evidence()));
        }
        if (told.hang() != null) {
            fields.put(
                    "hang",
                    fields("links", told.hang().links(), "proven", told.hang().proven()));
        }
        fields.put("message", finding.message());
        fields.put("why", finding.why());
        fields.put("fix", finding.fix());
        fields.put("help", help(finding.rule()));
        return fields;
    }

    private static Map<String, Object> evidence(Evidence evidence) {
        return fields(
                "count", evidence.count(),
                "totalNanos", evidence.totalNanos(),
                "maxNanos", evidence.maxNanos(),
                "firstSeen", evidence.firstSeen().toString(),
                "lastSeen", evidence.lastSeen().toString(),
                "threads", evidence.threads(),
                "stack", evidence.stack());
    }

    private static Map<String, Object> step(Finding.Step step) {
        Map<String, Object> fields = place(step.place());
        fields.put("edge", Words.edge(step.edge()));
        return fields;
    }

    private static Map<String, Object> place(Place place) {
        Map<String, Object> fields = fields(
                "class", place.className(),
                "method", place.method(),
                "descriptor", place.descriptor());
        if (place.file() != null) {
            fields.put("file", place.file());
        }
        fields.put("line", place.line());
        return fields;
    }

    private static Map<String, Object> target(Target target) {
        return fields("class", target.className(), "method", target.method());
    }

    private static Map<String, Object> unseen(Unseen unseen) {
        return fields(
                "unreadable",
                unseen.unreadable(),
                "gaps",
                unseen.gaps().stream()
                        .map(gap -> fields(
                                "kind", gap.kind(), "what", gap.what(), "count", gap.count(), "names", gap.names()))
                        .toList());
    }

    private static Map<String, Object> hub(Hub hub) {
        Map<String, Object> fields = target(hub.method());
        fields.put("paths", hub.paths());
        fields.put("advice", hub.advice());
        return fields;
    }

    /** Where a rule is explained, relative to the root of the project. */
    static String help(String rule) {
        return "docs/rules/" + rule + ".md";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Keys and values in turn, kept in this order. */
    static Map<String, Object> fields(Object... keysAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            fields.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return fields;
    }
}
