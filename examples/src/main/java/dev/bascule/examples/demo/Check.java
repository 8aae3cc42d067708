package dev.bascule.examples.demo;

import java.util.Locale;

/** Something that a scenario should show, and whether the measurements did. */
record Check(String claim, boolean held) {

    /** Holds if the smaller value is at most this share of the larger one. */
    static Check ratio(String claim, double smaller, double larger, double share) {
        double actual = smaller / larger;
        String text = String.format(Locale.ROOT, "%s: %.1f %% (at most %.0f %%)", claim, 100 * actual, 100 * share);
        return new Check(text, actual <= share);
    }
}
