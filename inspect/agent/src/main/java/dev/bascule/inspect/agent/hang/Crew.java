package dev.bascule.inspect.agent.hang;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor, the threads that run its tasks, and where tasks wait for them. */
final class Crew {
    final Executor executor;
    final List<Thread> threads = new ArrayList<>();
    final List<Queue<?>> queues = new ArrayList<>();

    Crew(Executor executor, Heap heap) {
        this.executor = executor;
        for (Object value : heap.values(executor)) {
            if (value instanceof Queue<?> queue) {
                queues.add(queue);
            }
        }
    }

    /** For a person. */
    String name() {
        String type = executor.getClass().getName();
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
