package dev.bascule.stage;

import java.util.concurrent.TimeoutException;

/** The deadline of an offloaded call passed before the call was done (rule BSC206). */
public final class DeadlineExceededException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    /** Says which call missed which deadline, and whether it ran at all. */
    public DeadlineExceededException(String message) {
        super(message);
    }

    /** The rule: BSC206. */
    public RuleId rule() {
        return RuleId.BSC206;
    }
}
