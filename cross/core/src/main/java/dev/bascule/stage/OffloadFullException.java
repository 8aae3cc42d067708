package dev.bascule.stage;

import java.util.concurrent.RejectedExecutionException;

/** An offload has no free permit and no free place in its queue (rule BSC205). The message has the numbers in it. */
public final class OffloadFullException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /** Says which offload is full, and how full. */
    public OffloadFullException(String message) {
        super(message);
    }

    /** The rule: BSC205. */
    public RuleId rule() {
        return RuleId.BSC205;
    }
}
