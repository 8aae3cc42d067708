package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table for people and the figures for programs. */
final class Report {
    private static final double NANOS_PER_MINUTE = 60e9;

    private final List<Comparison> rows;
    private final Samples samples;
    private final Settings settings;
    private final String command;
    private final long nanos;

    Report(List<Comparison> rows, Samples samples, Settings settings, List<String> arguments, long nanos) {
        this.rows = rows;
        this.samples = samples;
        this.settings = settings;
        this.command = String.join(" ", concat("bench/run.sh", arguments));
        this.nanos = nanos;
    }

    private static List<String> concat(String first, List<String> others) {
        List<String> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    // -- Markdown --

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(format(
                "JDK %s (%s), %d CPUs, %s %s, %s; `%s`; %d rounds of %d x %d ms after %d x %d ms, %d weighings;"
                        + " %.1f minutes.%n%n",
                System.getProperty("java.version"),
                System.getProperty("java.vm.vendor"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                LocalDate.now(ZoneOffset.UTC),
                command,
                settings.rounds(),
                settings.iterations(),
                settings.millis(),
                settings.warmups(),
                settings.millis(),
                settings.weighings(),
                nanos / NANOS_PER_MINUTE));
        text.append("| work | peer | ours | theirs | compared (95 %) | promised | verdict |\n");
        text.append("|---|---|---:|---:|---|---|---|\n");
        rows.stream().filter(samples::have).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private String line(Comparison row) {
        Samples.Result result = samples.compare(row);
        String unit = row.measure().unit;
        String compared = row.limit().isRatio()
                ? format("%.2fx (%.2f to %.2f)", result.value(), result.low(), result.high())
                : format("%+.1f %s (%+.1f to %+.1f)", result.value(), unit, result.low(), result.high());
        return format(
                "| %s | %s | %s %s | %s %s | %s | %s | %s |%n",
                row.work(),
                row.peer(),
                figure(result.ours()),
                unit,
                figure(result.theirs()),
                unit,
                compared,
                row.limitText(),
                result.verdict(row.limit()));
    }

    private static String figure(double value) {
        return format(Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }

    // -- JSON --

    String json() {
        List<String> results = new ArrayList<>();
        for (Comparison row : rows) {
            if (samples.have(row)) {
                results.add(object(row));
            }
        }
        List<String> cases = new ArrayList<>();
        samples.all().forEach((each, lists) -> cases.add("    " + quote(each.toString()) + ": " + object(lists)));
        return format(
                "{%n  \"jdk\": %s,%n  \"cpus\": %d,%n  \"date\": %s,%n  \"command\": %s,%n"
                        + "  \"comparisons\": [%n%s%n  ],%n  \"samples\": {%n%s%n  }%n}%n",
                quote(System.getProperty("java.version")),
                Runtime.getRuntime().availableProcessors(),
                quote(LocalDate.now(ZoneOffset.UTC).toString()),
                quote(command),
                String.join(",\n", results),
                String.join(",\n", cases));
    }

    private String object(Comparison row) {
        Samples.Result result = samples.compare(row);
        return format(
                "    {\"work\": %s, \"peer\": %s, \"measure\": %s, \"ours\": %.4f, \"theirs\": %.4f, \"kind\": %s,"
                        + " \"value\": %.4f, \"low\": %.4f, \"high\": %.4f, \"limit\": %s, \"rounds\": %d,"
                        + " \"verdict\": %s}",
                quote(row.work()),
                quote(row.peer()),
                quote(row.measure().unit),
                result.ours(),
                result.theirs(),
                quote(row.limit().isRatio() ? "ratio" : "added"),
                result.value(),
                result.low(),
                result.high(),
                row.limit().isPromise() ? format("%.4f", row.limit().most()) : "null",
                result.rounds(),
                quote(result.verdict(row.limit())));
    }

    private static String object(Map<Measure, List<Double>> lists) {
        List<String> parts = new ArrayList<>();
        lists.forEach((measure, values) -> parts.add(quote(measure.unit) + ": "
                + values.stream().map(value -> format("%.3f", value)).toList()));
        return "{" + String.join(", ", parts) + "}";
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @SuppressWarnings("AnnotateFormatMethod") // Error Prone's annotations are no dependency of ours
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
