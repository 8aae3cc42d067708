package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes promises over from its maker: at the moment a task of ours is made of it, or else when it is run. Used
 * once.
 */
public final class Handover<T extends @Nullable Object> implements Callable<T>, Runnable {
    private final Callable<T> work;
    private final List<OwnedPromise<?>> promises;
    private boolean adopted; // handed to the runner with the task

    private Handover(Callable<T> work, List<OwnedPromise<?>> promises) {
        this.work = requireNonNull(work);
        this.promises = promises;
    }

    /** The work, with the promises that go with it. */
    public static <T extends @Nullable Object> Handover<T> of(Callable<T> work, CompletableFuture<?>... promises) {
        List<OwnedPromise<?>> owned = java.util.Arrays.stream(promises)
                .<OwnedPromise<?>>map(Handover::requireOwned)
                .toList();
        return new Handover<>(work, owned);
    }

    private static OwnedPromise<?> requireOwned(CompletableFuture<?> promise) {
        if (promise instanceof OwnedPromise<?> owned) {
            return owned;
        }
        throw new IllegalArgumentException(
                "promises must be of Bridge.ownedPromise, was " + promise + "; others have no owner to hand them off");
    }

    /** The task becomes the owner; by the thread that owned the promises until now. */
    void adopt(Task task) {
        adopted = true;
        promises.forEach(promise -> promise.moveTo(task));
        promises.forEach(Proof::onChange);
    }

    @Override
    public T call() throws Exception {
        if (adopted) {
            return work.call();
        }
        Ambient me = Ambient.enter();
        Frame frame = new Frame(me.op);
        try {
            adopt(frame);
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
        Frame(@Nullable Task parent) {
            super(parent);
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
