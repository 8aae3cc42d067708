package dev.bascule.internal;

import org.jspecify.annotations.Nullable;

/**
 * Who must complete a promise: the frame of a task, or a plain thread that runs no task of ours. A fresh object for each
 * change of hands, so that its identity tells whether anything has changed.
 *
 * @param thread the plain thread, null where a task is the owner
 */
record Owner(@Nullable Task task, @Nullable Ambient thread) {
    /** Whoever runs on this thread now. */
    static Owner here(Ambient me) {
        return me.frame != null ? new Owner(me.frame, null) : new Owner(null, me);
    }

    /** Whether the code that runs on this thread is the owner's own: not a task that is served on top of it. */
    boolean is(@Nullable Ambient me) {
        return me != null && (task != null ? me.frame == task : me == thread && me.frame == null);
    }

    String describe() {
        if (task != null) {
            return task.describe();
        }
        return thread == null ? "nobody" : "thread '" + thread.bell.owner.getName() + "'";
    }
}
