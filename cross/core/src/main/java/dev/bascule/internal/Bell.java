package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one thread that looked for work and found none.
 *
 * <p>The owner arms the bell, looks once more, and only then parks; whoever makes work available publishes it first and
 * rings afterwards. Of the two volatile writes one comes first, so either the owner sees the work or the ringer sees the
 * bell armed. Only the ringer that disarms the bell unparks: a burst costs one system call.
 */
final class Bell {
    private static final VarHandle ARMED = handle();

    final Thread owner;

    @SuppressWarnings("unused") // through ARMED
    private volatile boolean armed;

    Bell(Thread owner) {
        this.owner = owner;
    }

    /** Owner only. */
    void arm() {
        armed = true;
    }

    /** Owner only. */
    void disarm() {
        armed = false;
    }

    /**
     * Parks until rung, interrupted, or the time is over; owner only, after {@link #arm}. May wake for no reason. A ring
     * since then counts although its permit may be gone: a lock that the owner had to wait for in between takes it.
     */
    void park(Object blocker, long nanos) {
        if (!armed) {
            return;
        }
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, nanos);
        }
        armed = false;
    }

    /** Any thread. */
    void ring() {
        if (armed && ARMED.compareAndSet(this, true, false)) {
            LockSupport.unpark(owner);
        }
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(Bell.class, "armed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
