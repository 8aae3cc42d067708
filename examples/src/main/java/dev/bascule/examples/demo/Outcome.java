package dev.bascule.examples.demo;

import java.util.Locale;

/** How a run ended. */
enum Outcome {
    /** It gave the right result. */
    COMPLETED,
    /** It was given up on: it showed no result in time. */
    HUNG,
    /** Bascule refused it with an explanation. */
    REFUSED,
    /** It ended in a way that nobody expected. */
    FAILED;

    /** The word in reports; stable. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
