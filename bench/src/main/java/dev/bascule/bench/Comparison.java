package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;

/**
 * A row of the table: our cost against a peer's, and what was promised.
 *
 * @param work what is done
 * @param peer whom we are set against
 * @param limit the most that may come out: ours divided by theirs, or what ours adds to theirs
 */
record Comparison(String work, Case ours, String peer, Case theirs, Measure measure, Limit limit) {
    /** A promise. */
    record Limit(boolean isRatio, double most) {
        static Limit ratio(double most) {
            return new Limit(true, most);
        }

        static Limit added(double most) {
            return new Limit(false, most);
        }

        /** None: a ratio that is only stated. */
        static Limit none() {
            return ratio(Double.POSITIVE_INFINITY);
        }

        boolean isPromise() {
            return Double.isFinite(most);
        }
    }

    String limitText() {
        if (!limit.isPromise()) {
            return "stated";
        }
        return limit.isRatio ? "<= %.2fx".formatted(limit.most) : "<= +%.0f %s".formatted(limit.most, measure.unit);
    }

    boolean needsVirtualThreads() {
        return ours.needsVirtualThreads() || theirs.needsVirtualThreads();
    }

    boolean matches(java.util.regex.Pattern filter) {
        return filter.matcher(work + " " + ours + " " + peer).find();
    }
}
