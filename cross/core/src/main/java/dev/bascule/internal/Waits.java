package dev.bascule.internal;

import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The waits that can be listed: of all threads that do something of ours, and of plain platform threads. Proofs do not
 * need the list. A plain virtual thread is listed only while somebody listens for hangs: there may be a million, nothing
 * can depend on them, and an entry costs more than the rest of the wait.
 */
final class Waits {
    private static final Map<Thread, Wait> INNERMOST = new ConcurrentHashMap<>();

    private Waits() {}

    /** The innermost wait of each thread. */
    static Collection<Wait> all() {
        return INNERMOST.values();
    }

    /** Makes the wait known to those who explore, before its thread looks at others. */
    static void publish(Ambient me, Wait wait) {
        me.wait = wait;
        INNERMOST.put(wait.thread, wait);
    }

    /** Whether the thread is in this wait, or in one on its top. */
    static boolean isListed(Wait wait) {
        Wait innermost = INNERMOST.get(wait.thread);
        while (innermost != null && innermost != wait) {
            innermost = innermost.outer;
        }
        return innermost != null;
    }

    /** The wait is over. */
    static void withdraw(Ambient me, Wait wait) {
        me.wait = wait.outer;
        if (wait.outer == null) {
            INNERMOST.remove(wait.thread);
        } else {
            INNERMOST.put(wait.thread, wait.outer);
        }
        if (wait.isTold()) {
            Hangs.retract(wait);
        }
    }

    /** Makes the wait in a line known as far as others may depend on it, and looks whether it can end. */
    static @Nullable Wait publish(Waiter waiter) {
        Ambient me = Ambient.peek();
        if (me == null) {
            return list(waiter, waiter.isLimited());
        }
        Wait wait = new Wait(waiter, Nesting.FORBID, waiter.isLimited(), me);
        publish(me, wait);
        try {
            Proof.onWait(me, wait);
        } catch (CrossingException proven) {
            withdraw(me, wait);
            throw proven;
        }
        return wait;
    }

    /** The opposite. */
    static void withdraw(@Nullable Wait wait) {
        if (wait == null) {
            return;
        }
        Ambient me = Ambient.peek();
        if (me != null && me.wait == wait) {
            withdraw(me, wait);
        } else {
            unlist(wait);
        }
    }

    /** Lists the wait of a plain thread; null if it is of the kind that is not listed. */
    static @Nullable Wait list(Object awaited, boolean timed) {
        Thread thread = Thread.currentThread();
        if (Threads.isVirtual(thread) && !Hangs.isHeard()) {
            return null;
        }
        Wait wait = new Wait(awaited, timed, thread);
        INNERMOST.put(thread, wait);
        return wait;
    }

    static void unlist(Wait wait) {
        INNERMOST.remove(wait.thread, wait);
        if (wait.isTold()) {
            Hangs.retract(wait);
        }
    }
}
