package dev.bascule.inspect.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number and its unit. */
final class TimeSpan implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("0*(\\d{1,15})(ns|us|ms|s|m)");

    /** More is a slip of the hand, and would be too many nanoseconds. */
    private static final Duration MOST = Duration.ofDays(365);

    @Override
    public Duration convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "must be a whole number and its unit (ns, us, ms, s or m), as 500ms, was '" + text + "'");
        }
        Duration span = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
        if (span.compareTo(MOST) > 0) {
            throw new TypeConversionException("must be at most a year (525600m), was '" + text + "'");
        }
        return span;
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ns" -> Duration.ofNanos(1);
            case "us" -> Duration.ofNanos(1_000);
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            default -> Duration.ofMinutes(1);
        };
    }
}
