package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM that are watched. All methods may be called from any thread. */
final class Threads {
    private final LoopThreads loops;
    /** The record that the hook has for each; under the monitor, as the next. */
    private final ByThread<long[]> watched = new ByThread<>();

    private final ByThread<Boolean> others = new ByThread<>();
    private int count;

    Threads(LoopThreads loops) {
        this.loops = loops;
    }

    /**
     * Loads what the classification of threads needs, before the hook asks for any: it asks on threads of the program, whatever
     * locks they hold, and there a class of the agent must not have to be loaded under the monitor of this.
     */
    synchronized void ready() {
        Thread self = Thread.currentThread();
        classify(self);
        watch(self);
        watched.remove(self);
        count = 0;
    }

    /** The record of the calling thread; null if it is not watched. */
    long @Nullable [] classify(Thread caller) {
        return !AgentThread.isOne(caller) && loops.hasCaller() ? watch(caller) : null;
    }

    private synchronized long[] watch(Thread thread) {
        others.remove(thread);
        long[] record = watched.get(thread);
        if (record == null) {
            record = new long[Hook.SIZE];
            watched.put(thread, record);
            count++;
        }
        return record;
    }

    /** How many have been watched by now, those that have ended included. */
    synchronized int count() {
        return count;
    }

    /** Those that live. */
    synchronized List<Map.Entry<Thread, long[]>> watched() {
        watched.removeIf((thread, record) -> !thread.isAlive());
        others.removeIf((thread, known) -> !thread.isAlive());
        List<Map.Entry<Thread, long[]>> all = new ArrayList<>();
        watched.forEach((thread, record) -> all.add(Map.entry(thread, record)));
        return all;
    }

    /** Looks for those that have not called anything advised, as loops that were there before the agent. */
    void look(Function<String, @Nullable Class<?>> classes) {
        for (Thread thread : all()) {
            if (!AgentThread.isOne(thread) && isNew(thread) && loops.has(thread, classes)) {
                watch(thread);
            }
        }
    }

    private synchronized boolean isNew(Thread thread) {
        boolean isNew = watched.get(thread) == null && others.get(thread) == null;
        if (isNew) {
            others.put(thread, true);
        }
        return isNew;
    }

    /** All platform threads but those of the agent. */
    List<Thread> others() {
        List<Thread> all = new ArrayList<>(all());
        all.removeIf(AgentThread::isOne);
        return all;
    }

    /** All platform threads. */
    static List<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() + 16];
        int count = root.enumerate(threads);
        while (count == threads.length) {
            threads = new Thread[2 * threads.length];
            count = root.enumerate(threads);
        }
        return Arrays.asList(threads).subList(0, count);
    }
}
