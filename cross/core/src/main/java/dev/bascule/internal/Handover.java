package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes promises over from its maker: at the moment a task of ours is made of it, or else when it is run. Used
 * once.
 */
public final class Handover<T extends @Nullable Object> implements Callable<T>, Runnable {
    private final Callable<T> work;
    private final Map<OwnedPromise<?>, @Nullable Owner> promises;
    private final Class<?> workClass;
    private boolean adopted; // handed to the runner with the task

    private Handover(Callable<T> work, Class<?> workClass, Map<OwnedPromise<?>, @Nullable Owner> promises) {
        this.work = requireNonNull(work);
        this.workClass = workClass;
        this.promises = promises;
    }

    /** The work, with the promises that go with it. */
    public static <T extends @Nullable Object> Handover<T> of(Callable<T> work, CompletableFuture<?>... promises) {
        return of(work, work.getClass(), promises);
    }

    /** The same for work without a result. */
    public static Handover<?> of(Runnable work, CompletableFuture<?>... promises) {
        return of(Executors.callable(work), work.getClass(), promises);
    }

    private static <T extends @Nullable Object> Handover<T> of(
            Callable<T> work, Class<?> workClass, CompletableFuture<?>... promises) {
        Map<OwnedPromise<?>, @Nullable Owner> owned = new LinkedHashMap<>();
        for (CompletableFuture<?> promise : promises) {
            OwnedPromise<?> ours = requireOwned(promise);
            owned.put(ours, ours.toBeHandedOff());
        }
        return new Handover<>(work, workClass, owned);
    }

    private static OwnedPromise<?> requireOwned(CompletableFuture<?> promise) {
        if (promise instanceof OwnedPromise<?> owned) {
            return owned;
        }
        throw new IllegalArgumentException(
                "promises must be of Bridge.ownedPromise, was " + promise + "; others have no owner to hand them off");
    }

    /** The action as a call; one that takes promises over does so when a task is made of the call. */
    static Callable<?> calling(Runnable work) {
        return work instanceof Handover<?> handover ? handover : Executors.callable(work);
    }

    /** What the user wrote. */
    static Class<?> originOf(Object work) {
        return work instanceof Handover<?> handover ? handover.workClass : work.getClass();
    }

    /** The task becomes the owner. */
    void adopt(Task task) {
        adopted = true;
        promises.forEach((promise, owner) -> promise.move(owner, task));
    }

    /** Whether the promises can still be kept by their new owner. */
    void check() {
        promises.keySet().forEach(Proof::onChange);
    }

    @Override
    public T call() throws Exception {
        if (adopted) {
            return work.call();
        }
        Ambient me = Ambient.enter();
        Frame frame = new Frame(me.op, workClass);
        try {
            adopt(frame);
            check();
            return frame.run(me, work);
        } finally {
            me.leave();
        }
    }

    @Override
    public void run() {
        try {
            call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception checked) {
            throw new IllegalStateException(checked);
        }
    }

    /** A frame on a thread that nobody made a task for. */
    private static final class Frame extends Task {
        private final Class<?> workClass;

        Frame(@Nullable Task parent, Class<?> workClass) {
            super(parent);
            this.workClass = workClass;
        }

        @Override
        String describe() {
            return "work " + nameOf(workClass);
        }

        <T> T run(Ambient me, Callable<T> work) throws Exception {
            setState(RUNNING);
            runBy(me);
            Task outer = me.frame;
            me.frame = this;
            try {
                return work.call();
            } finally {
                me.frame = outer;
                setState(OVER);
                breakPromises();
                forgetBase();
            }
        }

        @Override
        void body(Ambient ambient) {}

        @Override
        void refuse(RuntimeException reason) {}
    }
}
