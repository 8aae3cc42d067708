package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The permits of an offload, and who looks for work.
 *
 * <p><b>For maintainers.</b> One word holds how many permits are taken, and one bit: that some holder has no task and is
 * going to look at the queue. Whoever queues a task and sees the bit need not wake anybody. The looker that finds a task
 * clears the bit <em>first</em>, then looks whether there is more, and if so takes another permit for another looker, then
 * runs its task; the looker that finds nothing gives bit and permit back in one step and looks at the queue once more. A
 * producer queues first and reads the word afterwards. So of a producer and a looker one sees the other, and no
 * task is left behind while a permit is free. (The rule of the Go scheduler's spinning threads, {@code proc.go},
 * "Worker thread parking/unparking".)
 */
final class OffloadPermits {
    private static final int LOOKING = 1;
    private static final int PERMIT = 2;
    private static final int MOST = Integer.MAX_VALUE / PERMIT;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(OffloadPermits.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int most;
    private volatile int word;

    OffloadPermits(int concurrency) {
        most = Math.min(concurrency, MOST);
    }

    int taken() {
        return word / PERMIT;
    }

    /** Whether a queued task need not wait until a running one ends. Any thread, without a lock. */
    boolean anyFree() {
        int now = word;
        return now / PERMIT < most || (now & LOOKING) != 0;
    }

    /** Takes a permit for a looker; false if there is none, or somebody looks already. */
    boolean tryTake() {
        while (true) {
            int now = word;
            if ((now & LOOKING) != 0 || now / PERMIT >= most) {
                return false;
            }
            if (WORD.compareAndSet(this, now, now + PERMIT + LOOKING)) {
                return true;
            }
        }
    }

    /** The looker has found a task. */
    void found() {
        WORD.getAndBitwiseAnd(this, ~LOOKING);
    }

    /** A holder without a task becomes the looker; false if there is one. */
    boolean tryLook() {
        return ((int) WORD.getAndBitwiseOr(this, LOOKING) & LOOKING) == 0;
    }

    /** Gives a permit back. */
    void giveBack(boolean looking) {
        WORD.getAndAdd(this, looking ? -PERMIT - LOOKING : -PERMIT);
    }
}
