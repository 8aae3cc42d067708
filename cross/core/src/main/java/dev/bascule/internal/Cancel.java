package dev.bascule.internal;

import java.util.concurrent.CompletableFuture;

/** Cancels work that was started for waiters who have all left. */
public final class Cancel {
    private Cancel() {}

    /**
     * Cancels the stage and, through the stages it was made from, the work at the root; stops at a stage that something
     * else depends on too.
     *
     * @param own how many dependents of the stage belong to whoever gives up
     */
    public static void upToRoot(CompletableFuture<?> stage, int own) {
        CompletableFuture<?> next = stage;
        int allowed = own;
        while (next != null) {
            CompletableFuture<?> above = above(next);
            if (!cancelUnlessWanted(next, allowed)) {
                return;
            }
            next = above;
            allowed = above instanceof GuardedFuture ? 0 : 1; // ours has forgotten the dependent just cancelled
        }
    }

    private static boolean cancelUnlessWanted(CompletableFuture<?> stage, int own) {
        if (stage instanceof GuardedFuture<?> ours) {
            return !ours.isSettled() && ours.wantedBy() <= own && ours.withdraw();
        }
        return !stage.isDone() && stage.getNumberOfDependents() <= own && stage.cancel(true);
    }

    /** The stage that completes this one: the inner stage of a composition, else its first source. */
    private static @org.jspecify.annotations.Nullable CompletableFuture<?> above(CompletableFuture<?> stage) {
        if (!(stage instanceof GuardedFuture<?> guarded) || !(guarded.source() instanceof Link link)) {
            return null;
        }
        if (link.inner() instanceof CompletableFuture<?> inner) {
            return inner;
        }
        return link.first() instanceof CompletableFuture<?> first ? first : null;
    }
}
