package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread that waits without a limit, in code of the application.
 *
 * @param awaited what it waits for, or a node of its own that hangs on that; null if only the owner is known
 * @param hold what the owner has; null where that can be said of what is awaited, or of the owner alone
 * @param owner the thread that holds what it waits for, or whose end it is; null if there is none
 * @param crew the executor whose worker it is; null if it is none's
 */
record Waiter(
        Thread thread,
        List<Frame> stack,
        @Nullable Object awaited,
        @Nullable Hold hold,
        @Nullable Thread owner,
        @Nullable Crew crew) {

    /** In words: a monitor of some class, and that its owner "has" it. */
    record Hold(String what, String verb) {}

    /** Whether it is still the same wait. */
    boolean isSame(Waiter other) {
        return thread == other.thread && awaited == other.awaited && owner == other.owner && stack.equals(other.stack);
    }

    /** By identity: else methods of the program would be called. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
