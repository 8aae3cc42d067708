package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who waits for what, at one moment. */
final class Snapshot {
    final Heap heap;
    final List<Waiter> waiters = new ArrayList<>();
    private final IdentityHashMap<Executor, Crew> crews = new IdentityHashMap<>();
    private final Set<Thread> idle = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Thread, List<Object>> roots = new IdentityHashMap<>();

    /**
     * Takes one.
     *
     * @param frames the stack of a thread
     * @param isIdle whether a stack is one of a worker that has nothing to do
     */
    Snapshot(
            Heap heap,
            Collection<Thread> threads,
            Function<Thread, List<Frame>> frames,
            Predicate<List<Frame>> isIdle) {
        this.heap = heap;
        IdentityHashMap<Thread, Crew> ofThread = new IdentityHashMap<>();
        for (Thread thread : threads) {
            roots.put(thread, rootsOf(thread));
            Crew crew = crewOf(thread);
            if (crew != null) {
                crew.threads.add(thread);
                ofThread.put(thread, crew);
            }
        }
        for (Thread thread : threads) {
            State state = thread.getState();
            if (state == State.RUNNABLE) {
                continue;
            }
            List<Frame> stack = frames.apply(thread);
            Object blocker = LockSupport.getBlocker(thread);
            Thread owner = ownerOf(thread, blocker);
            if (owner == null && isIdle.test(stack)) {
                idle.add(thread);
            } else if (state != State.TIMED_WAITING && (blocker != null || owner != null)) {
                waiters.add(new Waiter(thread, stack, blocker, owner, ofThread.get(thread)));
            }
        }
    }

    private @Nullable Thread ownerOf(Thread thread, @Nullable Object blocker) {
        if (blocker != null) {
            return heap.value(blocker, "exclusiveOwnerThread") instanceof Thread owner ? owner : null;
        }
        ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        if (info == null) {
            return null;
        }
        return roots.keySet().stream()
                .filter(each -> each.getId() == info.getLockOwnerId() || isJoined(each, info))
                .findFirst()
                .orElse(null);
    }

    /** A join waits for the thread's own monitor. */
    private static boolean isJoined(Thread thread, ThreadInfo info) {
        return info.getLockInfo() != null
                && info.getLockInfo().getClassName().equals(thread.getClass().getName())
                && info.getLockInfo().getIdentityHashCode() == System.identityHashCode(thread);
    }

    /** What a thread runs, and the fields that a subclass of {@code Thread} has. */
    private List<Object> rootsOf(Thread thread) {
        List<Object> all = new ArrayList<>();
        Object holder = heap.value(thread, "holder");
        Object target = holder == null ? heap.value(thread, "target") : heap.value(holder, "task");
        if (target != null) {
            all.add(target);
        }
        if (thread.getClass() != Thread.class) {
            all.addAll(heap.values(thread));
        }
        return all;
    }

    private @Nullable Crew crewOf(Thread thread) {
        for (Object root : roots(thread)) {
            for (Object each : nearby(root)) {
                if (each instanceof Executor executor
                        && !(each instanceof ForkJoinPool)
                        && isWorker(thread, root, executor)) {
                    return crews.computeIfAbsent(executor, it -> new Crew(it, heap));
                }
            }
        }
        return null;
    }

    /** At most two fields away. */
    private List<Object> nearby(Object root) {
        List<Object> all = new ArrayList<>(List.of(root));
        for (int depth = 0; depth < 2; depth++) {
            for (Object each : List.copyOf(all)) {
                if (!(each instanceof Thread) && !(each instanceof Class)) {
                    all.addAll(heap.values(each));
                }
            }
        }
        return all;
    }

    private boolean isWorker(Thread thread, Object root, Executor executor) {
        return root.getClass().getName().equals("java.util.concurrent.ThreadPoolExecutor$Worker")
                || heap.values(executor).contains(thread);
    }

    Collection<Crew> crews() {
        return crews.values();
    }

    boolean isIdle(Thread thread) {
        return idle.contains(thread);
    }

    /** What a thread runs. */
    List<Object> roots(Thread thread) {
        return roots.getOrDefault(thread, List.of());
    }
}
