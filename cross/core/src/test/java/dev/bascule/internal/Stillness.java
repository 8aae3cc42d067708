package dev.bascule.internal;

import java.lang.Thread.State;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells threads that have come to rest from those that only look so: one that stands at a lock goes on by itself, and one
 * whose bell was rung may not have woken yet.
 */
public final class Stillness {
    private static final VarHandle ARMED = armed();

    private Stillness() {}

    private static VarHandle armed() {
        try {
            return MethodHandles.privateLookupIn(Bell.class, MethodHandles.lookup())
                    .findVarHandle(Bell.class, "armed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the current thread's bell is, if it has one; it stays the same as long as the thread runs something of ours. */
    public static Object bell() {
        Ambient me = Ambient.peek();
        return me == null ? null : me.bell;
    }

    /** Whether the thread, with this bell, has ended, or goes on only when somebody else does something. */
    public static boolean of(Thread thread, Object bell) {
        Object blocker = LockSupport.getBlocker(thread);
        State state = thread.getState();
        if (state == State.TERMINATED) {
            return true;
        }
        boolean parked = state == State.WAITING || state == State.TIMED_WAITING;
        if (!parked || blocker == null || blocker instanceof AbstractOwnableSynchronizer) {
            return false;
        }
        boolean listens = blocker instanceof CompletableFuture || blocker instanceof LoopCore;
        return !listens || bell == null || (boolean) ARMED.getVolatile((Bell) bell);
    }
}
