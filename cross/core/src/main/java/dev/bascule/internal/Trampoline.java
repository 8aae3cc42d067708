package dev.bascule.internal;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs completions on the thread that brought them about, one after the other instead of one inside the other: those
 * that a completion brings about wait until it has returned. After {@value #BUDGET} in a row the rest goes to other
 * threads, so that a thread which merely released a lock gets back to its own work.
 */
final class Trampoline {
    private static final int BUDGET = 256;
    private static final ThreadLocal<@Nullable ArrayDeque<Runnable>> PENDING = new ThreadLocal<>();

    private Trampoline() {}

    static void run(Runnable completion) {
        ArrayDeque<Runnable> outer = PENDING.get();
        if (outer != null) {
            outer.add(completion);
            return;
        }
        ArrayDeque<Runnable> pending = new ArrayDeque<>();
        PENDING.set(pending);
        pending.add(completion);
        try {
            drain(pending);
        } finally {
            PENDING.remove();
            pending.forEach(rest -> Background.execute(() -> run(rest)));
        }
    }

    private static void drain(ArrayDeque<Runnable> pending) {
        int left = BUDGET;
        for (Runnable next = pending.poll(); next != null; next = left > 0 ? pending.poll() : null) {
            left--;
            next.run();
        }
    }
}
