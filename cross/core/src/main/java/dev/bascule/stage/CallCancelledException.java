package dev.bascule.stage;

import java.util.Locale;
import java.util.concurrent.CancellationException;

/** An offloaded call was cancelled; says truthfully what became of the work. */
public final class CallCancelledException extends CancellationException {
    private static final long serialVersionUID = 1L;

    /** What became of the work. */
    public enum Outcome {
        /** It was still queued and never ran. */
        DROPPED,
        /** It was running; its thread was interrupted and may still be at work. */
        INTERRUPTED,
        /** It was running and runs on; nobody gets its result. */
        ABANDONED
    }

    private final String where;
    private final Outcome outcome;

    /** Names the place where the call ran or was queued. */
    public CallCancelledException(String where, Outcome outcome) {
        this.where = where;
        this.outcome = outcome;
    }

    /** Says which call was cancelled and what became of it. */
    @Override
    public String getMessage() {
        return "call on " + where + " was cancelled: " + outcome.name().toLowerCase(Locale.ROOT);
    }

    /** No trace: it would show who cancelled, at many times the cost of cancelling; the waiter's trace is its own. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** What became of the work. */
    public Outcome outcome() {
        return outcome;
    }
}
