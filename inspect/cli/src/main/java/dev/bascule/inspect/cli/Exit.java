package dev.bascule.inspect.cli;

/** How a command ends. */
final class Exit {
    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int INCOMPLETE = 3;

    private Exit() {}
}
