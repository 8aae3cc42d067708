package dev.bascule.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Cancels work that was started for waiters who have all left. */
public final class Cancel {
    private Cancel() {}

    /**
     * Cancels the stage and, through the stages it was made from, the work at the root; stops at a stage that something
     * else depends on too.
     *
     * @param own how many dependents of the stage belong to whoever gives up
     * @param mayInterrupt whether a call that runs may be interrupted
     */
    public static void upToRoot(CompletableFuture<?> stage, int own, boolean mayInterrupt) {
        ArrayDeque<Candidate> todo = new ArrayDeque<>();
        todo.push(new Candidate(stage, own));
        while (!todo.isEmpty()) {
            Candidate next = todo.pop();
            List<Candidate> above = above(next.stage);
            if (cancelUnlessWanted(next.stage, next.own, mayInterrupt)) {
                above.forEach(todo::push);
            }
        }
    }

    private record Candidate(CompletableFuture<?> stage, int own) {}

    /** What the stage is made from, to be asked for before it is cancelled, which cuts that. */
    private static List<Candidate> above(CompletableFuture<?> stage) {
        if (!(stage instanceof GuardedFuture<?> guarded) || !(guarded.source() instanceof Link link)) {
            return List.of();
        }
        // A guarded source forgets a dependent that is cancelled; not so one of alternatives, and no plain stage does.
        int left = link.kind == Link.Kind.ANY ? 1 : 0;
        List<Candidate> found = new ArrayList<>();
        if (link.inner() instanceof CompletableFuture<?> inner) {
            found.add(new Candidate(inner, inner instanceof GuardedFuture ? left : 1));
        }
        if (link.first() instanceof GuardedFuture<?> first) {
            found.add(new Candidate(first, left));
        }
        if (link.second() instanceof GuardedFuture<?> second) {
            found.add(new Candidate(second, left));
        }
        return found;
    }

    private static boolean cancelUnlessWanted(CompletableFuture<?> stage, int own, boolean mayInterrupt) {
        if (stage instanceof GuardedFuture<?> ours) {
            return !ours.isSettled() && ours.wantedBy() <= own && ours.withdraw(mayInterrupt);
        }
        return !stage.isDone() && stage.getNumberOfDependents() <= own && stage.cancel(mayInterrupt);
    }
}
