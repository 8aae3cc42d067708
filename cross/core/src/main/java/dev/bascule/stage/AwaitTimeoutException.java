package dev.bascule.stage;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Thrown by {@code await} when its own time ran out. The stage itself goes on, unless the wait had started it. */
public final class AwaitTimeoutException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    /** Says what did not happen within which time. */
    public AwaitTimeoutException(String what, Duration limit) {
        super(what + " within " + limit);
    }
}
