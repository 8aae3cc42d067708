package dev.bascule.stage;

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

    private final Outcome outcome;

    /** Names the place where the call ran or was queued. */
    public CallCancelledException(String where, Outcome outcome) {
        super("call on " + where + " was cancelled: " + outcome.name().toLowerCase(java.util.Locale.ROOT));
        this.outcome = outcome;
    }

    /** What became of the work. */
    public Outcome outcome() {
        return outcome;
    }
}
