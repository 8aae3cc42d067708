package dev.bascule.jcstress;

import dev.bascule.Bridge;
import dev.bascule.offload.RegisteredExecutor;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A registered executor of one worker, which is the thread that calls {@link #runUntil}. */
final class OneWorker {
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    final RegisteredExecutor executor = Bridge.register(queue::add, "one worker", 1);

    /** Runs what is given to the executor until the stage is done. */
    String runUntil(CompletableFuture<?> stage) {
        return Guard.outcomeOf(() -> {
            while (!stage.isDone()) {
                Runnable task = queue.poll();
                if (task != null) {
                    task.run();
                } else if (Thread.interrupted()) {
                    throw new InterruptedException();
                } else {
                    Thread.onSpinWait();
                }
            }
            return Guard.KEPT;
        });
    }

    /** Runs what is still queued. */
    void runAll() {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }
}
