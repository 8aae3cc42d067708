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
        while (next != null && mayCancel(next) && next.getNumberOfDependents() <= allowed + timers(next)) {
            CompletableFuture<?> above = above(next);
            if (!next.cancel(true)) {
                return;
            }
            next = above;
            allowed = 1; // the dependent that has just been cancelled
        }
    }

    /** A minimal stage cannot be cancelled, so what lies above it cannot either. */
    private static boolean mayCancel(CompletableFuture<?> stage) {
        return !(stage instanceof GuardedMinimalStage) && !stage.isDone();
    }

    private static int timers(CompletableFuture<?> stage) {
        return stage instanceof GuardedFuture<?> guarded && guarded.isTimed() ? 1 : 0;
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
