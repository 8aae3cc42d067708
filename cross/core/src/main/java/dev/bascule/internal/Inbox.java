package dev.bascule.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded queue of tasks: many producers, one consumer, FIFO per producer.
 *
 * <p>Dmitry Vyukov's intrusive MPSC node-based queue (1024cores.net): a producer swaps itself in as the tail and then
 * links its predecessor to itself; the tasks are the nodes, so that nothing is allocated. A producer that was stopped
 * between the two steps hides what came after it; {@link #poll} then waits for the link, for a bounded number of spins,
 * and yields after that. Where we differ: the stub is an ordinary task.
 */
final class Inbox {
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup().findVarHandle(Inbox.class, "tail", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Task stub = new Stub();

    // -- consumer only --
    private Task head = stub;

    // -- any thread --
    private volatile Task tail = stub;

    /** Any thread. */
    void push(Task task) {
        task.setNext(null);
        Task previous = (Task) TAIL.getAndSet(this, task);
        previous.setNextRelease(task);
    }

    /** Consumer only. The oldest task, or null. */
    @Nullable
    Task poll() {
        Task first = head;
        Task second = first.nextAcquire();
        if (first == stub) {
            if (second == null) {
                if (tail == stub) {
                    return null;
                }
                second = awaitLink(first);
            }
            head = second;
            first = second;
            second = first.nextAcquire();
        }
        if (second == null) {
            if (tail == first) {
                push(stub);
            }
            second = awaitLink(first);
        }
        head = second;
        first.setNext(null); // a task outlives its place in the queue: as a token, and on the heap's old side
        return first;
    }

    /**
     * Consumer only. Whether {@link #poll} would find a task at once; looks at the head only, since reading the tail would
     * take its cache line away from the producers. A task whose producer is between its two steps is not seen; that
     * producer has yet to ring.
     */
    boolean hasNext() {
        return head != stub || head.nextAcquire() != null;
    }

    /** Consumer only; a false answer may be outdated. */
    boolean isEmpty() {
        return head == stub && tail == stub;
    }

    private static Task awaitLink(Task task) {
        for (int spins = 0; ; spins++) {
            Task next = task.nextAcquire();
            if (next != null) {
                return next;
            }
            if (spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** A task that is none: ends a queue or fills a place in one. */
    static final class Stub extends Task {
        Stub() {
            super(null);
        }

        @Override
        void body(Ambient ambient) {}

        @Override
        void refuse(RuntimeException reason) {}
    }
}
