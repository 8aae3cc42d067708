package dev.bascule.internal;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The system properties of this library, each read once. A value that cannot be used is told to the log, with what is
 * used instead: a switch that silently does nothing costs its user an afternoon.
 */
final class Settings {
    /** Which stages remember where they were made. */
    enum Sites {
        NONE,
        ALL
    }

    static final Proof.Mode PROOF = choice("bascule.proof", Proof.Mode.THROW);
    static final Sites SITES = choice("bascule.sites", Sites.NONE);

    /** How long a wait lasts before it is suspected. */
    static final long SUSPECT_NANOS = millis("bascule.suspect.millis", 2_000) * 1_000_000;

    /** How often a platform thread looks again before it parks in a line; 0 for not at all. */
    static final int SPINS = (int) number("bascule.spins", 0, 1_000_000, 200);

    /** As nanoseconds it can still be doubled a few times. */
    private static final long MOST_MILLIS = 1_000_000_000_000L;

    private Settings() {}

    /** One of the constants, by its name in upper or lower case. */
    static <E extends Enum<E>> E choice(String property, E otherwise) {
        String value = System.getProperty(property);
        if (value == null) {
            return otherwise;
        }
        E[] allowed = otherwise.getDeclaringClass().getEnumConstants();
        for (E each : allowed) {
            if (each.name().equalsIgnoreCase(value.strip())) {
                return each;
            }
        }
        String names = Arrays.stream(allowed).map(Settings::word).collect(Collectors.joining(", "));
        warn(property, "one of " + names, value, word(otherwise));
        return otherwise;
    }

    /** A number of milliseconds. */
    static long millis(String property, long otherwise) {
        return number(property, 1, MOST_MILLIS, otherwise);
    }

    private static long number(String property, long least, long most, long otherwise) {
        String value = System.getProperty(property);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // told below
        }
        warn(property, "a whole number from " + least + " to " + most, value, Long.toString(otherwise));
        return otherwise;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void warn(String property, String allowed, String value, String used) {
        System.getLogger("dev.bascule")
                .log(
                        Level.WARNING,
                        "system property " + property + " must be " + allowed + ", was '" + value + "'; " + used
                                + " is used instead");
    }
}
