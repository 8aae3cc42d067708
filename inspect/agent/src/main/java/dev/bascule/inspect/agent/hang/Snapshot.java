package dev.bascule.inspect.agent.hang;

import dev.bascule.inspect.model.observed.Frame;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who waits for what, at one moment. */
final class Snapshot {
    /** Where workers are that have nothing to do. */
    private static final Set<String> WORKERS =
            Set.of("java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ForkJoinPool.awaitWork");

    /** Where loops are that have nothing to do, and may complete something when they wake. */
    private static final Set<String> LOOPS = Set.of("sun.nio.ch.SelectorImpl.lockAndDoSelect");

    /** Where threads of the JVM are that complete nothing. */
    private static final Set<String> OF_THE_JVM =
            Set.of("java.lang.ref.Reference.waitForReferencePendingList", "java.lang.ref.ReferenceQueue.remove");

    private static final String WRITE_LOCK = "java.util.concurrent.locks.ReentrantReadWriteLock$WriteLock";

    final Heap heap;
    final List<Waiter> waiters = new ArrayList<>();
    private final IdentityHashMap<Executor, Crew> crews = new IdentityHashMap<>();
    private final IdentityHashMap<Thread, Crew> crewOf = new IdentityHashMap<>();
    private final Set<Thread> live = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Thread> idle = Collections.newSetFromMap(new IdentityHashMap<>());
    private final IdentityHashMap<Thread, List<Object>> roots = new IdentityHashMap<>();

    /**
     * Takes one.
     *
     * @param frames the stack of a thread, of what the JVM tells of it
     * @param isIdle whether a stack is one of a worker that has nothing to do
     */
    Snapshot(
            Heap heap,
            Collection<Thread> threads,
            BiFunction<Thread, StackTraceElement[], List<Frame>> frames,
            Predicate<List<Frame>> isIdle) {
        this.heap = heap;
        for (Thread thread : threads) {
            roots.put(thread, rootsOf(thread));
            Crew crew = crewOf(thread);
            if (crew != null) {
                crew.threads.add(thread);
                crewOf.put(thread, crew);
            }
        }
        IdentityHashMap<Thread, List<Frame>> stacks = new IdentityHashMap<>();
        Map<Long, ThreadInfo> infos = infos(threads);
        for (Thread thread : threads) {
            ThreadInfo info = infos.get(thread.getId());
            List<Frame> stack = frames.apply(thread, info == null ? thread.getStackTrace() : info.getStackTrace());
            stacks.put(thread, stack);
            add(thread, info, stack, isIdle);
        }
        Initialisers.waits(stacks).forEach(this::add);
    }

    private void add(Thread thread, @Nullable ThreadInfo info, List<Frame> stack, Predicate<List<Frame>> isIdle) {
        State state = info == null ? thread.getState() : info.getThreadState();
        Object blocker = LockSupport.getBlocker(thread);
        Thread owner = state == State.RUNNABLE ? null : ownerOf(thread, blocker, info);
        boolean waits = state == State.WAITING || state == State.BLOCKED;
        boolean isInTask = crewOf.containsKey(thread) && !isAt(stack, WORKERS); // of whatever code that is
        if (owner == null && !isInTask && isIdle.test(stack)) {
            addIdle(thread, stack);
        } else if (waits && (blocker != null || owner != null)) {
            Waiter.Hold hold = holdOf(blocker, owner, info);
            waiters.add(new Waiter(thread, stack, blocker, hold, owner, crewOf.get(thread)));
        } else {
            live.add(thread);
        }
    }

    private void add(Initialisers.Wait wait) {
        Thread thread = wait.thread();
        Waiter.Hold hold = new Waiter.Hold("the initialiser of class " + words(wait.className()), "runs");
        live.remove(thread);
        waiters.add(new Waiter(thread, wait.stack(), null, hold, wait.owner(), crewOf.get(thread)));
    }

    private static String words(String className) {
        return className.replace('$', '.');
    }

    /** All at one moment, for which the JVM stands still once; none where there is no {@code java.management}. */
    private static Map<Long, ThreadInfo> infos(Collection<Thread> threads) {
        Map<Long, ThreadInfo> infos = new HashMap<>();
        try {
            long[] ids = threads.stream().mapToLong(Thread::getId).toArray();
            for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(ids, Integer.MAX_VALUE)) {
                if (info != null) {
                    infos.put(info.getThreadId(), info);
                }
            }
        } catch (NoClassDefFoundError withoutManagement) {
            return Map.of();
        }
        return infos;
    }

    /** Without code of the application: in a native method, or a loop of a library, it may yet complete something. */
    private void addIdle(Thread thread, List<Frame> stack) {
        boolean isWorker = isAt(stack, WORKERS);
        if (isWorker || isAt(stack, LOOPS)) {
            idle.add(thread);
        }
        boolean completesNothing = isWorker || stack.isEmpty() || isAt(stack, OF_THE_JVM);
        if (!completesNothing || isCarrier(thread)) {
            live.add(thread);
        }
    }

    private static boolean isAt(List<Frame> stack, Set<String> methods) {
        return stack.stream().anyMatch(frame -> methods.contains(frame.className() + "." + frame.method()));
    }

    /** Virtual threads are not looked at: where there are any, one of them may run soon. */
    private static boolean isCarrier(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.CarrierThread");
    }

    private @Nullable Thread ownerOf(Thread thread, @Nullable Object blocker, @Nullable ThreadInfo info) {
        if (blocker != null) {
            return heap.value(blocker, "exclusiveOwnerThread") instanceof Thread owner
                    ? owner
                    : readerOf(blocker, info);
        }
        if (info == null) {
            return null;
        }
        return roots.keySet().stream()
                .filter(each -> each != thread && (each.getId() == info.getLockOwnerId() || isJoined(each, info)))
                .findFirst()
                .orElse(null);
    }

    /** Of those who read and keep somebody from writing, the one that its lock names. */
    private @Nullable Thread readerOf(Object blocker, @Nullable ThreadInfo info) {
        boolean wouldWrite =
                info != null && (isIn(info, WRITE_LOCK, "lock") || isIn(info, WRITE_LOCK, "lockInterruptibly"));
        return wouldWrite && heap.value(blocker, "firstReader") instanceof Thread reader ? reader : null;
    }

    /** A join waits for the thread's own monitor. */
    private static boolean isJoined(@Nullable Thread thread, @Nullable ThreadInfo info) {
        return thread != null
                && info != null
                && info.getLockInfo() != null
                && info.getLockInfo().getClassName().equals(thread.getClass().getName())
                && info.getLockInfo().getIdentityHashCode() == System.identityHashCode(thread)
                && isIn(info, "java.lang.Thread", "join");
    }

    private static boolean isIn(ThreadInfo info, String className, String method) {
        return Stream.of(info.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(className)
                        && frame.getMethodName().equals(method));
    }

    private Waiter.@Nullable Hold holdOf(@Nullable Object blocker, @Nullable Thread owner, @Nullable ThreadInfo info) {
        if (blocker != null) {
            boolean reads = owner != null && heap.value(blocker, "firstReader") == owner;
            return reads ? new Waiter.Hold("the write lock of a ReentrantReadWriteLock", "has for reading") : null;
        }
        return info == null || info.getLockInfo() == null || isJoined(owner, info)
                ? null
                : new Waiter.Hold(
                        "a monitor of class " + words(info.getLockInfo().getClassName()), "has");
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
                if (!(each instanceof Thread)
                        && !(each instanceof Class)
                        && !each.getClass().isArray()) {
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

    /** Threads in which code runs, or waits with a limit, of which it is not known what it will do. */
    Set<Thread> live() {
        return live;
    }

    /** What can be reached from all threads and executors but those. */
    Heap.Reached reachedByOthers(Collection<Thread> threads, @Nullable Crew crew, Predicate<Object> wanted) {
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
        return !heap.reached(crew.queues, Runnable.class::isInstance).found().isEmpty();
    }

    /** Whether a task is an element of its queues, and nobody runs it. */
    boolean isQueued(Crew crew, Object task) {
        return heap.reached(crew.queues, each -> each == task, each -> !(each instanceof Runnable))
                        .found()
                        .contains(task)
                && heap.value(task, "runner") == null;
    }

    /** What a thread runs. */
    List<Object> roots(Thread thread) {
        return roots.getOrDefault(thread, List.of());
    }
}
