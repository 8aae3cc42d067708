package dev.bascule.inspect.agent;

import java.security.AllPermission;

/**
 * What a security manager of the program, as JDKs before 24 may have one, denies the agent: as a rule the hook, whose failures
 * nobody tells, and what the agent's own threads do.
 */
final class Denials {
    static final String UNSEEN =
            "all that happens while the program has a SecurityManager, which denies the agent what it"
                    + " needs: grant the program java.security.AllPermission, or run it without one";

    private Denials() {}

    static boolean isOne(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SecurityException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    /**
     * Does nothing where there is no security manager, or one that allows all.
     *
     * @throws SecurityException if there is another one
     */
    @SuppressWarnings("removal") // until it is, there may be one
    static void requireNone() {
        try {
            SecurityManager manager = System.getSecurityManager();
            if (manager != null) {
                manager.checkPermission(new AllPermission());
            }
        } catch (LinkageError removed) {
            return;
        }
    }
}
