package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one run.
 *
 * @param millis from the start of the work to its end, or until it was given up on
 * @param worstLagMillis how late a ticker on the loop was at worst, where there was one
 * @param rule the rule that a refusal cites
 * @param message what else was seen, for people
 * @param counts what was counted, in the order of printing
 */
record Seen(
        Outcome outcome,
        double millis,
        @Nullable Double worstLagMillis,
        @Nullable String rule,
        @Nullable String message,
        Map<String, Long> counts) {

    private static Seen of(Outcome outcome, long began, @Nullable String rule, @Nullable String message) {
        double millis = (System.nanoTime() - began) / 1e6;
        return new Seen(outcome, millis, null, rule, message, Map.of());
    }

    /** It ends now, with the right result or a wrong one. */
    static <T> Seen result(long began, T actual, T expected) {
        return actual.equals(expected)
                ? of(Outcome.COMPLETED, began, null, null)
                : of(Outcome.FAILED, began, null, "the result was " + actual + " instead of " + expected);
    }

    static Seen hung(long began, String evidence) {
        return of(Outcome.HUNG, began, null, evidence);
    }

    static Seen refused(long began, CrossingException refusal) {
        return of(Outcome.REFUSED, began, refusal.rule().name(), String.valueOf(refusal.getMessage()));
    }

    static Seen failed(long began, Throwable failure) {
        return of(Outcome.FAILED, began, null, failure.toString());
    }

    /** Waits for the stage, not for ever, and sees how it ends. */
    static <T> Seen ending(long began, CompletionStage<T> stage, T expected, Duration patience)
            throws InterruptedException {
        try {
            return result(began, Bridge.await(stage, patience), expected);
        } catch (AwaitTimeoutException late) {
            return hung(began, String.valueOf(late.getMessage()));
        } catch (AwaitException failed) {
            Throwable cause = failed.getCause();
            return cause instanceof CrossingException refusal
                    ? refused(began, refusal)
                    : failed(began, cause == null ? failed : cause);
        }
    }

    Seen withLag(Ticker ticker) {
        return new Seen(outcome, millis, ticker.worstLagMillis(), rule, message, counts);
    }

    Seen withMessage(String text) {
        return new Seen(outcome, millis, worstLagMillis, rule, text, counts);
    }

    Seen withCounts(Map<String, Long> counted) {
        return new Seen(outcome, millis, worstLagMillis, rule, message, counted);
    }
}
