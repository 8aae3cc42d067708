package dev.bascule.inspect.scanner;

/** Is told how far a scan has come. Called by one thread at a time. */
@FunctionalInterface
public interface Progress {
    /** For those who do not want to know. */
    Progress NONE = (phase, done) -> {};

    /**
     * The scan goes on.
     *
     * @param phase what it does, e.g. "reading classes"
     * @param done how many of them so far
     */
    void at(String phase, int done);
}
