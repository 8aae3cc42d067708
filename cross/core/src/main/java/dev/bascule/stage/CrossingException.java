package dev.bascule.stage;

/**
 * A crossing was refused because it would hang, stall or break a guarantee. The message says what happened, why, and
 * the fix; {@link #rule()} names the page that explains it.
 */
public final class CrossingException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final RuleId rule;

    /** A refusal under the given rule; the message already bears the rule's id. */
    public CrossingException(RuleId rule, String message) {
        super(message);
        this.rule = rule;
    }

    /** The rule that was about to be broken. */
    public RuleId rule() {
        return rule;
    }
}
