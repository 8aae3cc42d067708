package dev.bascule.hang;

import dev.bascule.stage.RuleId;

/** STUB, to be dropped at the merge. */
public record Hang(Kind kind, RuleId rule, String message) {
    /** Stub. */
    public enum Kind {
        /** Stub. */
        PROVEN,
        /** Stub. */
        SUSPECTED,
        /** Stub. */
        RETRACTED
    }
}
