package dev.bascule.stage;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Work was refused or failed because the loop or offload that should run it is closed (rule BSC207). */
public final class ClosedException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /** Says what is closed and what became of the work. */
    public ClosedException(String message) {
        super(message);
    }

    /** The same, with the reason that was given for closing it. */
    public ClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The rule: BSC207. */
    public RuleId rule() {
        return RuleId.BSC207;
    }
}
