package dev.bascule.inspect.cli;

/** How a command ends. */
final class Exit {
    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int INCOMPLETE = 3;

    /** As of a process that SIGPIPE ends: whoever read the output has had enough. */
    static final int PIPE_CLOSED = 141;

    /** As of a process that SIGINT, or SIGTERM, ends. */
    static final int INTERRUPTED = 130;

    static final int TERMINATED = 143;

    private Exit() {}
}
