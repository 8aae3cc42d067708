package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A promise that one task, or one plain thread, must keep: only its owner completes it, so that whoever waits for it
 * waits for that owner. An owner that ends without doing so breaks it (BSC005). Ownership of promises is from Voss and
 * Sarkar, "An Ownership Policy and Deadlock Detector for Promises" (PPoPP 2021).
 *
 * <p>The owner is the stage's {@link #source}.
 */
public final class OwnedPromise<T> extends GuardedFuture<T> {
    private final String name;

    /** A promise that the code running on this thread must keep. */
    public OwnedPromise(String name, Home home) {
        super(home, Ambient.currentOp());
        this.name = requireNonNull(name);
        Ambient me = Ambient.enter();
        try {
            Owner owner = Owner.here(me);
            setSource(owner);
            hold(owner);
        } finally {
            me.leave();
        }
    }

    private void hold(Owner owner) {
        if (owner.task() != null) {
            owner.task().own(this);
        } else if (owner.thread() != null) {
            PlainOwners.add(owner.thread(), this);
        }
    }

    private void release(Owner owner) {
        if (owner.task() != null) {
            owner.task().disown(this);
        } else if (owner.thread() != null) {
            PlainOwners.remove(owner.thread(), this);
        }
    }

    private void released(@Nullable Owner owner) {
        if (owner != null) {
            release(owner);
        } else {
            PlainOwners.tidy(); // ended by somebody else: so much less is owed here
        }
    }

    /** Throws unless the code that runs here owns the promise, or it has ended. */
    void checkOwnedHere() {
        ownerHere("handed off");
    }

    /** The owner gives the promise away, to whoever will take it. */
    void depart(Handover.Transit transit) {
        Owner owner = ownerHere("handed off");
        if (owner != null) {
            release(owner);
            changeSource(owner, transit);
        }
    }

    /** The task takes the promise, unless it has ended meanwhile. */
    void arrive(Handover.Transit transit, Task to) {
        Owner next = new Owner(to, null);
        hold(next);
        if (!changeSource(transit, next)) {
            release(next);
        }
    }

    /** The owner, which is the code that runs here; null if the promise has ended. */
    private @Nullable Owner ownerHere(String how) {
        Object source = source();
        if (isSettled()) {
            return null;
        }
        if (source instanceof Handover.Transit) {
            throw foreign("it has been handed off to work that has not begun", how);
        }
        if (!(source instanceof Owner owner)) {
            return null;
        }
        if (!owner.is(Ambient.peek())) {
            throw foreign(owner.describe() + " owns it", how);
        }
        return owner;
    }

    private RuntimeException foreign(String whose, String how) {
        return Messages.refusal(
                RuleId.BSC006,
                describe() + " was to be " + how + " by " + hereInWords() + ", but " + whose + ".",
                "only the owner may keep a promise; else nothing could be said about who will.",
                "hand it off when the task is made: offload.call(Bridge.handOff(work, promise)); or let anybody complete"
                        + " it: Bridge.promise(name).");
    }

    private static String hereInWords() {
        Ambient me = Ambient.peek();
        return me == null || me.frame == null
                ? "thread '" + Thread.currentThread().getName() + "'"
                : me.frame.describe();
    }

    /** The owner has ended; if it still is the owner, nobody will keep the promise. */
    void brokenBy(@Nullable Task task, @Nullable Ambient thread) {
        if (!(source() instanceof Owner owner)
                || owner.task() != task
                || owner.thread() != thread
                || !changeSource(owner, null)) {
            return;
        }
        settleExceptionally(new CrossingException(
                RuleId.BSC005,
                Messages.text(
                        RuleId.BSC005,
                        describe() + " was dropped: " + new Owner(task, thread).describe()
                                + " has ended without completing it or handing it off.",
                        "nobody else may complete it, so whoever waits for it would wait for ever.",
                        "complete it on every way out, or hand it off: Bridge.handOff(work, promise).")));
    }

    @Override
    public boolean complete(T value) {
        Owner owner = ownerHere("completed");
        boolean mine = settle(value);
        released(owner);
        return mine;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        requireNonNull(failure);
        Owner owner = ownerHere("completed");
        boolean mine = settleExceptionally(failure);
        released(owner);
        return mine;
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        return completeAsync(supplier, home);
    }

    /** Hands the promise off to what runs there. */
    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        requireNonNull(supplier);
        executor.execute(Handover.of(
                () -> {
                    try {
                        complete(supplier.get());
                    } catch (Throwable failure) {
                        completeExceptionally(failure);
                    }
                    return null;
                },
                this));
        return this;
    }

    @Override
    String describe() {
        return "promise '" + name + "'";
    }
}
