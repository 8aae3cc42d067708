package dev.bascule.examples.demo;

import org.jspecify.annotations.Nullable;

/**
 * One run of a scenario.
 *
 * @param code what the run does, in the words of code
 */
record Run(Way way, String code, Seen seen) {

    Outcome outcome() {
        return seen.outcome();
    }

    double millis() {
        return seen.millis();
    }

    boolean completed() {
        return outcome() == Outcome.COMPLETED;
    }

    boolean hung() {
        return outcome() == Outcome.HUNG;
    }

    boolean refusedWith(String rule) {
        return outcome() == Outcome.REFUSED && rule.equals(seen.rule());
    }

    /** The ticker's worst lag; infinite if the run broke off before it was known. */
    double lag() {
        @Nullable Double lag = seen.worstLagMillis();
        return lag == null ? Double.POSITIVE_INFINITY : lag;
    }

    long count(String what) {
        return seen.counts().getOrDefault(what, 0L);
    }
}
