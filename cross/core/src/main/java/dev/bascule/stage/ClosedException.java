package dev.bascule.stage;

import java.util.concurrent.RejectedExecutionException;

/** Work was refused or failed because the loop or offload that should run it is closed (rule BSC207). */
public final class ClosedException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /** Says what is closed and what became of the work. */
    public ClosedException(String message) {
        super(message);
    }

    /** The rule: BSC207. */
    public RuleId rule() {
        return RuleId.BSC207;
    }
}
