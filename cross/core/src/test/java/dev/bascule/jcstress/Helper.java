package dev.bascule.jcstress;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Plain threads beyond the actors: the harness runs no more actors than there are processors. */
final class Helper {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "helper");
        thread.setDaemon(true);
        return thread;
    });

    private Helper() {}

    /** Starts the work on another thread. */
    static Future<String> start(Supplier<String> work) {
        return THREADS.submit(work::get);
    }

    /** What became of it. */
    static String endOf(Future<String> work) {
        return Guard.outcomeOf(work::get);
    }
}
