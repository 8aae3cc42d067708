package dev.bascule.stage;

/**
 * Thrown by {@code await} when the awaited stage failed. Each waiter gets an exception of its own, so that the stack
 * trace shows where it waited; {@link #getCause()} is the original failure, untouched.
 */
public final class AwaitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Wraps the original failure of a stage for one waiter. */
    public AwaitException(Throwable failure) {
        super("the awaited stage failed: " + failure, failure);
    }
}
