package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes promises over: it takes them from its maker at once, and gives them to the task of ours that is made of
 * it, or else to whoever runs it. In between nobody owns them. Used once.
 */
public final class Handover<T extends @Nullable Object> implements Callable<T>, Runnable {
    private final Callable<T> work;
    private final List<OwnedPromise<?>> promises;
    private final Class<?> workClass;
    private final Transit transit;
    private boolean adopted; // handed to the runner with the task

    /** What a promise has for its source until a task has taken it over: nobody can be accused meanwhile. */
    static final class Transit {}

    private Handover(Callable<T> work, Class<?> workClass, List<OwnedPromise<?>> promises, Transit transit) {
        this.work = requireNonNull(work);
        this.workClass = workClass;
        this.promises = promises;
        this.transit = transit;
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
        List<OwnedPromise<?>> owned = new ArrayList<>();
        for (CompletableFuture<?> promise : promises) {
            OwnedPromise<?> ours = requireOwned(promise);
            ours.checkOwnedHere();
            owned.add(ours);
        }
        Transit transit = new Transit();
        owned.forEach(promise -> promise.depart(transit)); // none unless all may go
        return new Handover<>(work, workClass, owned, transit);
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

    /** The same with a result. */
    static <R> Callable<R> calling(Runnable work, R result) {
        Callable<R> call = Executors.callable(work, result);
        if (!(work instanceof Handover<?> handover)) {
            return call;
        }
        Callable<R> inner = () -> {
            handover.work.call();
            return result;
        };
        return new Handover<>(inner, handover.workClass, handover.promises, handover.transit);
    }

    /** What the user wrote. */
    static Class<?> originOf(Object work) {
        return work instanceof Handover<?> handover ? handover.workClass : work.getClass();
    }

    /** The task becomes the owner. */
    void adopt(Task task) {
        adopted = true;
        promises.forEach(promise -> promise.arrive(transit, task));
    }

    /** Whether the promises can still be kept by their new owner. */
    void check() {
        promises.forEach(Proof::onChange);
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
