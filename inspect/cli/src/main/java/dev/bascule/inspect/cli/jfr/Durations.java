package dev.bascule.inspect.cli.jfr;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the settings of recordings write them: a number and a unit, as {@code 20 ms}. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}) *(ns|us|ms|s|m|h|d)?");

    private Durations() {}

    /**
     * Reads {@code 20 ms}, {@code 20ms}, {@code 0}; units are ns, us, ms, s, m, h and d.
     *
     * @throws IllegalArgumentException if it is none, with what was expected
     */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || (matcher.group(2) == null && Long.parseLong(matcher.group(1)) != 0)) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: expected a number and a unit (ns, us,"
                    + " ms, s, m, h, d), as 1ms");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2) == null ? "ns" : matcher.group(2)) {
            case "ns" -> Duration.ofNanos(number);
            case "us" -> Duration.ofNanos(number * 1_000);
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** As {@link #parse} reads it, in the largest unit of which it is a whole number, up to seconds. */
    static String text(Duration duration) {
        if (duration.toNanosPart() == 0) {
            return duration.toSeconds() + " s";
        }
        long nanos = duration.toNanos();
        if (nanos % 1_000_000 == 0) {
            return nanos / 1_000_000 + " ms";
        }
        return nanos % 1_000 == 0 ? nanos / 1_000 + " us" : nanos + " ns";
    }
}
