package dev.bascule.inspect.agent;

/** Thrown in place of a call that would block a thread that must not block, where that was asked for. */
final class BlockingCallError extends Error {
    private static final long serialVersionUID = 1;

    BlockingCallError(String message) {
        super(message);
    }
}
