package dev.bascule.inspect.model.report;

import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Place;
import dev.bascule.inspect.model.Finding.Target;
import dev.bascule.inspect.model.Hub;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words that reports use. */
final class Words {
    private static final int MOST_THREADS = 3;

    private Words() {}

    /** How sure a step is; only a finding as a whole is called certain. */
    static String edge(Confidence confidence) {
        return switch (confidence) {
            case CERTAIN -> "exact";
            case LIKELY -> "likely";
            case POSSIBLE -> "possible";
        };
    }

    /** As a stack trace shows it. */
    static String place(Place place) {
        StringBuilder text = new StringBuilder(place.className()).append('.').append(place.method());
        if (place.file() != null) {
            text.append('(').append(place.file());
            if (place.line() > 0) {
                text.append(':').append(place.line());
            }
            text.append(')');
        } else if (place.line() > 0) {
            text.append("(line ").append(place.line()).append(')');
        }
        return text.toString();
    }

    static String hub(Hub hub) {
        return target(hub.method()) + " ends " + count(hub.paths(), "path") + ". " + hub.advice();
    }

    static String target(Target target) {
        return target.className() + "." + target.method();
    }

    /** {@code 1 finding}, {@code 2 findings}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** With the unit that suits it: {@code 38 ms}, {@code 1.2 s}. */
    static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return rounded(nanos / 1e3) + " us";
        }
        return nanos < 1_000_000_000 ? rounded(nanos / 1e6) + " ms" : rounded(nanos / 1e9) + " s";
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
    }

    static String threads(List<String> names) {
        String all = names.stream().limit(MOST_THREADS).map(Words::thread).collect(Collectors.joining(", "));
        return names.size() <= MOST_THREADS ? all : all + " and others";
    }

    /** One without a name has its number. */
    private static String thread(String name) {
        return name.matches("#\\d+") ? "thread " + name : name;
    }
}
