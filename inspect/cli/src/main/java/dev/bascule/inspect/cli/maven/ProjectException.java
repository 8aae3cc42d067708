package dev.bascule.inspect.cli.maven;

/** A project does not tell what there is to scan; the message says what to do. */
public final class ProjectException extends Exception {
    private static final long serialVersionUID = 1L;

    ProjectException(String message) {
        super(message);
    }
}
