package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
    /** Where workers and loops that have nothing to do are. */
    private static final Set<String> IDLE = Set.of(
            "java.util.concurrent.ThreadPoolExecutor.getTask",
            "java.util.concurrent.ForkJoinPool.awaitWork",
            "sun.nio.ch.SelectorImpl.lockAndDoSelect");

    final Heap heap;
    final List<Waiter> waiters = new ArrayList<>();
    private final IdentityHashMap<Executor, Crew> crews = new IdentityHashMap<>();
    private final Set<Thread> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Thread> idle = Collections.newSetFromMap(new IdentityHashMap<>());
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
            List<Frame> stack = frames.apply(thread);
            Object blocker = LockSupport.getBlocker(thread);
            Thread owner = state == State.RUNNABLE ? null : ownerOf(thread, blocker);
            boolean waits = state == State.WAITING || state == State.BLOCKED;
            if (owner == null && isIdle.test(stack)) {
                addIdle(thread, stack);
            } else if (waits && (blocker != null || owner != null)) {
                waiters.add(new Waiter(thread, stack, blocker, owner, ofThread.get(thread)));
            } else {
                live.add(thread);
            }
        }
    }

    private void addIdle(Thread thread, List<Frame> stack) {
        if (stack.stream().anyMatch(Snapshot::looksForWork)) {
            idle.add(thread);
        }
    }

    private static boolean looksForWork(Frame frame) {
        return IDLE.contains(frame.className() + "." + frame.method());
    }

    private @Nullable Thread ownerOf(Thread thread, @Nullable Object blocker) {
        if (blocker != null) {
            return heap.value(blocker, "exclusiveOwnerThread") instanceof Thread owner ? owner : null;
        }
        ThreadInfo info = infoOf(thread);
        if (info == null) {
            return null;
        }
        return roots.keySet().stream()
                .filter(each -> each.getId() == info.getLockOwnerId() || isJoined(each, info))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ThreadInfo infoOf(Thread thread) {
        try {
            return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
        } catch (NoClassDefFoundError withoutManagement) {
            return null;
        }
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
                || heap.values(executor).stream().anyMatch(value -> value == thread);
    }

    Collection<Crew> crews() {
        return crews.values();
    }

    /** Whether code of the application runs, or waits with a limit, of which it is not known what it will do. */
    boolean isAlive() {
        return !live.isEmpty();
    }

    /** What can be reached from all threads and executors but those. */
    Set<Object> reachedByOthers(Collection<Thread> threads, @Nullable Crew crew, Predicate<Object> wanted) {
        List<Object> from = new ArrayList<>();
        roots.forEach((thread, values) -> {
            if (threads.stream().noneMatch(each -> each == thread)) {
                from.addAll(values);
            }
        });
        for (Crew each : crews.values()) {
            if (each != crew) {
                from.addAll(heap.values(each.executor));
            }
        }
        return heap.reached(from, wanted);
    }

    boolean isIdle(Thread thread) {
        return idle.contains(thread);
    }

    /** Whether a task waits in its queues; without asking them, since the answer may need a lock. */
    boolean hasQueued(Crew crew) {
        return !heap.reached(crew.queues, Runnable.class::isInstance).isEmpty();
    }

    /** What a thread runs. */
    List<Object> roots(Thread thread) {
        return roots.getOrDefault(thread, List.of());
    }
}
