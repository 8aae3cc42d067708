package dev.bascule.inspect.scanner;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The threads of one scan: as many as there are cores. */
final class Workers implements AutoCloseable {
    private static final int MOST_SLICE = 64;

    private final int count = Runtime.getRuntime().availableProcessors();
    private final ExecutorService threads = Executors.newFixedThreadPool(count, Workers::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "bascule-scan");
        thread.setDaemon(true);
        return thread;
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /** Has it done for each, in any order, and waits until all is done. */
    <T> void each(List<T> items, Consumer<? super T> work) throws InterruptedException {
        int slice = Math.max(1, Math.min(MOST_SLICE, items.size() / (4 * count)));
        List<Callable<Void>> slices = new ArrayList<>();
        for (int from = 0; from < items.size(); from += slice) {
            List<T> part = items.subList(from, Math.min(from + slice, items.size()));
            slices.add(() -> {
                part.forEach(work);
                return null;
            });
        }
        for (Future<Void> each : threads.invokeAll(slices)) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause()); // an error of ours
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
