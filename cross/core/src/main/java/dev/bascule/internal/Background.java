package dev.bascule.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The two services that belong to nobody: a timer for timeouts, and a few daemon threads for completions that have no
 * better place (a timeout's dependents, what a closed loop left behind). Both start when needed and end when idle.
 */
final class Background {
    private static final long IDLE_MILLIS = 200;
    private static final ThreadPoolExecutor COMPLETIONS = completions();
    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private Background() {}

    static void execute(Runnable completion) {
        COMPLETIONS.execute(completion);
    }

    /** Runs the expiry after so many nanoseconds; cancelling the handle frees it at once. */
    static ScheduledFuture<?> schedule(long nanos, Runnable expiry) {
        return TIMER.schedule(() -> COMPLETIONS.execute(expiry), nanos, TimeUnit.NANOSECONDS);
    }

    private static ThreadPoolExecutor completions() {
        int threads = Math.max(4, Runtime.getRuntime().availableProcessors());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_MILLIS,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                body -> new BasculeThread("completions", body));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1, body -> new BasculeThread("timer", body));
        pool.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        pool.allowCoreThreadTimeOut(true);
        pool.setRemoveOnCancelPolicy(true);
        return pool;
    }
}
