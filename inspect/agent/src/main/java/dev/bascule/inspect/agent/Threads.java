package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM that are watched. All methods may be called from any thread. */
final class Threads {
    private final LoopThreads loops;
    /** The record that the hook has for each; under the monitor, as the next. */
    private final Map<Thread, long[]> watched = new WeakHashMap<>();

    private final Map<Thread, Boolean> others = new WeakHashMap<>();

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
    }

    /** The record of the calling thread; null if it is not watched. */
    long @Nullable [] classify(Thread caller) {
        return !AgentThread.isOne(caller) && loops.hasCaller() ? watch(caller) : null;
    }

    private synchronized long @Nullable [] watch(Thread thread) {
        others.remove(thread);
        return watched.computeIfAbsent(thread, it -> new long[Hook.SIZE]);
    }

    /** Those that live. */
    synchronized List<Map.Entry<Thread, long[]>> watched() {
        watched.keySet().removeIf(thread -> !thread.isAlive());
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
        return !watched.containsKey(thread) && others.putIfAbsent(thread, true) == null;
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
