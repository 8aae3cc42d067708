package dev.bascule.inspect.cli;

/** A command could not do its job, for a reason outside of it. */
final class CommandFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }
}
