package dev.bascule.stage;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Thrown by {@code await} when its own time ran out. The stage itself goes on, unless the wait had started it. */
public final class AwaitTimeoutException extends TimeoutException {
    private static final long serialVersionUID = 1L;

    /** Says which stage was not done within which time. */
    public AwaitTimeoutException(String stage, Duration limit) {
        super(stage + " was not done within " + limit);
    }
}
