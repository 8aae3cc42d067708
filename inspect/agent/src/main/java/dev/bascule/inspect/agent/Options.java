package dev.bascule.inspect.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is asked for: {@code key=value} with commas between, or {@code @FILE} with one a line.
 *
 * @param catalogs files of the user
 * @param report where the report goes; null for the standard error
 * @param threshold calls that take less time are not told
 */
record Options(List<Path> catalogs, Format format, @Nullable Path report, Duration threshold, boolean coverage) {
    private static final String KNOWN = "catalog=FILE, format=text|json|sarif, report=FILE, threshold=1ms, coverage";
    private static final Duration USUAL = Duration.ofMillis(1);

    /** The form of the report. */
    enum Format {
        TEXT,
        JSON,
        SARIF
    }

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException says what is wrong and what was expected
     */
    static Options parse(String text) {
        Parser parser = new Parser();
        (text.startsWith("@") ? lines(text.substring(1)) : List.of(text.split(",")))
                .stream().map(String::strip).filter(word -> !word.isEmpty()).forEach(parser::add);
        return new Options(parser.catalogs, parser.format, parser.report, parser.threshold, parser.coverage);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("cannot read the options in '" + file + "': " + e);
        }
    }

    private static final class Parser {
        private final List<Path> catalogs = new ArrayList<>();
        private Format format = Format.TEXT;
        private @Nullable Path report;
        private Duration threshold = USUAL;
        private boolean coverage;

        void add(String word) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            switch (key) {
                case "catalog" -> catalogs.add(Path.of(value));
                case "format" -> format = formatOf(value);
                case "report" -> report = Path.of(value);
                case "threshold" -> threshold = durationOf(value);
                case "coverage" -> coverage = true;
                default -> throw new IllegalArgumentException("no option is called '" + key + "': there are " + KNOWN);
            }
        }

        private static Format formatOf(String value) {
            try {
                return Format.valueOf(value.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("format must be text, json or sarif, was '" + value + "'");
            }
        }

        private static Duration durationOf(String value) {
            String unit = value.replaceFirst("^\\d+", "");
            String number = value.substring(0, value.length() - unit.length());
            if (number.isEmpty() || number.length() > 9) {
                throw wrongDuration(value);
            }
            long count = Long.parseLong(number);
            return switch (unit) {
                case "ns" -> Duration.ofNanos(count);
                case "us" -> Duration.ofNanos(count * 1_000);
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                default -> throw wrongDuration(value);
            };
        }

        private static IllegalArgumentException wrongDuration(String value) {
            return new IllegalArgumentException("threshold must be a number and ns, us, ms or s, was '" + value + "'");
        }
    }
}
