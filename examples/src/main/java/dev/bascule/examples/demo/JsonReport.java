package dev.bascule.examples.demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One JSON object at the end. {@code examples/README.md} describes it; fields are only ever added. */
final class JsonReport implements Report {
    private static final int SCHEMA = 1;

    private final PrintWriter out;

    JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void begin(Setup setup) {}

    @Override
    public void begin(About about) {}

    @Override
    public void run(Run run) {}

    @Override
    public void end(Result result) {}

    @Override
    public void end(Setup setup, List<Result> results) {
        Map<String, Object> demo = new LinkedHashMap<>();
        demo.put("schema", SCHEMA);
        demo.put("java", setup.java());
        demo.put("processors", setup.processors());
        demo.put("seconds", setup.seconds());
        demo.put("passed", results.stream().allMatch(Result::passed));
        demo.put("scenarios", results.stream().map(JsonReport::scenario).toList());
        print(demo);
    }

    /** What there is to run, in the same form as far as it goes. */
    void list(List<About> scenarios) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("schema", SCHEMA);
        list.put("scenarios", scenarios.stream().map(JsonReport::fields).toList());
        print(list);
    }

    private void print(Map<String, Object> object) {
        try {
            out.println(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> fields(About about) {
        Map<String, Object> scenario = new LinkedHashMap<>();
        scenario.put("name", about.name());
        scenario.put("title", about.title());
        scenario.put("pythonName", about.pythonName());
        scenario.put("why", about.why());
        return scenario;
    }

    private static Map<String, Object> scenario(Result result) {
        Map<String, Object> scenario = fields(result.about());
        scenario.put("passed", result.passed());
        scenario.put("checks", result.checks().stream().map(JsonReport::check).toList());
        scenario.put("runs", result.runs().stream().map(JsonReport::fields).toList());
        return scenario;
    }

    private static Map<String, Object> check(Check check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("claim", check.claim());
        fields.put("held", check.held());
        return fields;
    }

    private static Map<String, Object> fields(Run run) {
        Seen seen = run.seen();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", run.way().word());
        fields.put("code", run.code());
        fields.put("outcome", seen.outcome().word());
        fields.put("millis", tenths(seen.millis()));
        if (seen.worstLagMillis() != null) {
            fields.put("worstLagMillis", tenths(Objects.requireNonNull(seen.worstLagMillis())));
        }
        if (seen.rule() != null) {
            fields.put("rule", seen.rule());
        }
        if (seen.message() != null) {
            fields.put("message", seen.message());
        }
        if (!seen.counts().isEmpty()) {
            fields.put("counts", seen.counts());
        }
        return fields;
    }

    private static double tenths(double millis) {
        return Math.round(millis * 10) / 10.0;
    }
}
