package dev.bascule.examples.demo;

import java.util.Locale;

/** Which way a run does it. */
enum Way {
    WRONG,
    BASCULE;

    /** The word in reports; stable. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
