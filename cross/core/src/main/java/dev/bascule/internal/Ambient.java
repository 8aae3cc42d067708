package dev.bascule.internal;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is doing for us: the task whose code it runs, the loop it drives, the offload whose permit it holds.
 * Only its own thread reads or writes it, except the bell and the waits.
 *
 * <p>Found through a field on our own platform threads, a thread local on other platform threads, and a map for virtual
 * threads: a thread local would give every virtual thread that merely waits a map of its own. A platform thread keeps its
 * ambient when it has left it, for the next time; weakly, so that our classes can be unloaded. As long as it is entered,
 * whoever will leave it holds it.
 */
final class Ambient {
    private static final int MOST_FUNCTIONS = 64;
    private static final ThreadLocal<@Nullable Reference<Ambient>> PLATFORM = new ThreadLocal<>();
    private static final ConcurrentHashMap<Thread, Ambient> VIRTUAL = new ConcurrentHashMap<>();

    final Bell bell;

    /** The token: work that is created now descends from it. */
    @Nullable
    Task op;

    /** The task that runs on this thread: the innermost, not the one whose token is in force. */
    @Nullable
    Task frame;

    /** Promises that this thread owns while it runs no task of ours. */
    @Nullable
    Set<OwnedPromise<?>> owned;

    @Nullable
    LoopCore loop;

    @Nullable
    OffloadWorker worker;

    /** The executor that was made known to us and whose thread this is for the moment. */
    @Nullable
    RegisteredCore registered;

    /** The innermost wait of this thread, linked to those below it. Also read by a closer. */
    volatile @Nullable Wait wait;

    /** How many functions of stages run on this thread's stack, one inside the other. */
    int functions;

    /** How many ends of asynchronous calls stand on this thread's stack, one on top of the other. */
    int relays;

    /** How many scopes that hold something stand on this thread's stack: nothing else may run on top of them. */
    int scopes;

    /** How many frames entered a thread that is not ours; the last one out takes the ambient away. */
    private int entries;

    Ambient(Thread owner) {
        bell = new Bell(owner);
    }

    /** The current thread's ambient, or null if it has none: then it runs nothing of ours. */
    static @Nullable Ambient peek() {
        Thread thread = Thread.currentThread();
        if (thread instanceof BasculeThread ours) {
            return ours.ambient;
        }
        if (Threads.isVirtual(thread)) {
            return VIRTUAL.isEmpty() ? null : VIRTUAL.get(thread);
        }
        Ambient kept = kept();
        return kept == null || kept.entries == 0 ? null : kept;
    }

    /** The current thread's ambient, made where there is none. To be paired with {@link #leave}. */
    static Ambient enter() {
        Ambient ambient = peek();
        if (ambient == null) {
            ambient = make(Thread.currentThread());
        }
        ambient.entries++;
        return ambient;
    }

    private static Ambient make(Thread thread) {
        if (Threads.isVirtual(thread)) {
            Ambient fresh = new Ambient(thread);
            VIRTUAL.put(thread, fresh);
            return fresh;
        }
        Ambient kept = kept();
        if (kept == null) {
            kept = new Ambient(thread);
            PLATFORM.set(new WeakReference<>(kept));
        }
        return kept;
    }

    private static @Nullable Ambient kept() {
        Reference<Ambient> reference = PLATFORM.get();
        return reference == null ? null : reference.get();
    }

    /** Forgets this ambient when its thread no longer runs anything of ours. */
    void leave() {
        if (--entries > 0 || bell.owner instanceof BasculeThread) {
            return;
        }
        if (Threads.isVirtual(bell.owner)) {
            VIRTUAL.remove(bell.owner);
        }
    }

    /** The tasks of this thread that wait, the innermost first. For any thread: it may be outdated at once. */
    List<Task> hosts() {
        List<Task> hosts = new ArrayList<>();
        for (Wait inner = wait; inner != null; inner = inner.outer) {
            if (inner.host != null) {
                hosts.add(inner.host);
            }
        }
        return hosts;
    }

    /** Whether a wait on this thread can run other work meanwhile. */
    boolean isHost() {
        return loop != null || worker != null;
    }

    /** A worker of a ForkJoinPool runs other tasks while it waits, of which we know nothing. */
    boolean isForkJoin() {
        return bell.owner instanceof ForkJoinWorkerThread;
    }

    /** The loop or offload whose work this thread does, if any. */
    @Nullable
    Home home() {
        return loop != null ? loop : worker != null ? worker.offload : registered;
    }

    /** Forgets the ambient of a thread that has ended without leaving. */
    void bury() {
        VIRTUAL.remove(bell.owner, this);
    }

    /** Whether so many functions stand on each other that the next one had better begin on an empty stack. */
    static boolean isDeep() {
        Ambient ambient = peek();
        return ambient != null && ambient.functions > MOST_FUNCTIONS;
    }

    static @Nullable Task currentOp() {
        Ambient ambient = peek();
        return ambient == null ? null : ambient.op;
    }
}
