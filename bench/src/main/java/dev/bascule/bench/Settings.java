package dev.bascule.bench;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How much is measured.
 *
 * @param rounds how often each benchmark is run, each time in a new JVM
 * @param weighings the same for memory and scale, which vary less
 * @param warmups how many iterations come before the measured ones
 * @param iterations how many are measured
 * @param millis how long an iteration is
 * @param filter which rows: a regular expression that is looked for in work, benchmark and peer
 * @param list only say which rows there are
 */
record Settings(int rounds, int weighings, int warmups, int iterations, int millis, Pattern filter, boolean list) {
    static final String USAGE = """
            Options:
              --rounds N       runs of each benchmark, each in a new JVM, interleaved (default 5)
              --weighings N    the same for memory and scale (default 3)
              --time MILLIS    length of an iteration (default 400)
              --warmups N      iterations before the measured ones (default 3)
              --iterations N   measured iterations (default 3)
              --filter REGEX   only rows whose work, benchmark or peer matches
              --quick          1 round, 1 weighing, 2 + 1 iterations of 200 ms: does it run?
              --list           print the rows and stop
            """;

    static Settings parse(List<String> arguments) {
        Settings settings = new Settings(5, 3, 3, 3, 400, Pattern.compile(""), false);
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            settings = switch (option) {
                case "--quick" -> new Settings(1, 1, 2, 1, 200, settings.filter, settings.list);
                case "--list" -> settings.withList();
                default -> settings.with(option, valueOf(option, arguments, ++i));
            };
        }
        return settings;
    }

    private static String valueOf(String option, List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException("unknown option or no value: " + option + "\n" + USAGE);
        }
        return arguments.get(index);
    }

    private Settings withList() {
        return new Settings(rounds, weighings, warmups, iterations, millis, filter, true);
    }

    private Settings with(String option, String value) {
        return switch (option) {
            case "--rounds" -> new Settings(number(value), weighings, warmups, iterations, millis, filter, list);
            case "--weighings" -> new Settings(rounds, number(value), warmups, iterations, millis, filter, list);
            case "--warmups" -> new Settings(rounds, weighings, number(value), iterations, millis, filter, list);
            case "--iterations" -> new Settings(rounds, weighings, warmups, number(value), millis, filter, list);
            case "--time" -> new Settings(rounds, weighings, warmups, iterations, number(value), filter, list);
            case "--filter" ->
                new Settings(rounds, weighings, warmups, iterations, millis, Pattern.compile(value), list);
            default -> throw new IllegalArgumentException("unknown option: " + option + "\n" + USAGE);
        };
    }

    private static int number(String text) {
        int number = Integer.parseInt(text);
        if (number < 1) {
            throw new IllegalArgumentException("a count must be >= 1, was " + number);
        }
        return number;
    }
}
