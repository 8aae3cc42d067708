package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import dev.bascule.stage.CallCancelledException;
import dev.bascule.stage.CallCancelledException.Outcome;
import dev.bascule.stage.ClosedException;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else's executor, seen through the work that is given to it here: what runs, and so, by the declared capacity,
 * whether anything queued can start. The executor itself does the queueing.
 */
public final class RegisteredCore implements Home {
    /** From the public wrapper to its core; set by the wrapper's class, which must not show us in its API. */
    private static volatile UnaryOperator<Executor> faces = executor -> executor;

    // -- immutable --
    private final Executor executor;
    private final String description;
    private final int capacity;

    // -- any thread --
    private final Set<Task> running = ConcurrentHashMap.newKeySet();
    private final Set<Task> given = ConcurrentHashMap.newKeySet();
    private volatile boolean shutDown;

    /** The executor, which runs up to so many tasks at once. */
    public RegisteredCore(Executor executor, String name, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be >= 1, was " + capacity);
        }
        this.executor = requireNonNull(executor, "executor");
        this.description = "executor '" + requireNonNull(name, "name") + "'";
        this.capacity = capacity;
        if (executor instanceof ExecutorService) {
            Lost.know(this);
        }
    }

    /** How to find the core behind an executor that is one of our wrappers. */
    public static void knowFaces(UnaryOperator<Executor> toCore) {
        faces = toCore;
    }

    /** The core behind one of our wrappers, else the executor itself. */
    static @Nullable Executor behind(@Nullable Executor executor) {
        return executor == null ? null : faces.apply(executor);
    }

    @Override
    public String describe() {
        return description;
    }

    // -- giving work, any thread --

    /** Gives the call to the executor; a refusal fails its stage. */
    public <T> CompletableFuture<T> call(Callable<T> work) {
        return give(new DirectCall<>(this, work), work);
    }

    /** The same for work without a result of its own. */
    public <T> CompletableFuture<T> call(Runnable work, T result) {
        return give(new DirectCall<>(this, Handover.calling(work, result), Handover.originOf(work)), work);
    }

    /** The same; the stage gives null. */
    public CompletableFuture<?> call(Runnable work) {
        return give(new DirectCall<>(this, Handover.calling(work), Handover.originOf(work)), work);
    }

    /** The same for a caller who is to hear of a refusal by its exception. */
    <T> CompletableFuture<T> callOrThrow(Callable<T> work) {
        DirectCall<T> task = new DirectCall<>(this, work);
        GuardedFuture<T> stage = task.stage();
        try {
            giveOrFail(task, work);
        } catch (Throwable refusal) {
            stage.observe(); // the caller hears of it here
            throw refusal;
        }
        return stage;
    }

    private <T> CompletableFuture<T> give(DirectCall<T> task, Object work) {
        GuardedFuture<T> stage = task.stage();
        try {
            giveOrFail(task, work);
        } catch (RejectedExecutionException refusal) {
            // the stage has failed with it
        }
        return stage;
    }

    private void giveOrFail(DirectCall<?> task, Object work) {
        try {
            give(task, shutDown);
            Task.queued(work, this);
        } catch (RejectedExecutionException refusal) {
            task.refuse(refusal);
            throw refusal;
        } catch (Throwable failure) {
            task.refuse(new RejectedExecutionException(description + " has failed to take the call", failure));
            throw failure;
        }
    }

    @Override
    public void take(RunTask task) {
        give(task, shutDown && !task.isContinuation());
    }

    @Override
    public void visit(VisitTask visit) {
        give(visit, false);
    }

    private void give(Task task, boolean refused) {
        if (refused) {
            throw new ClosedException(Messages.text(
                    RuleId.BSC207,
                    "work was given to " + description + ", which was shut down.",
                    "it takes nothing any more, so the work could never be done.",
                    "shut the executor down after its users."));
        }
        task.ready();
        given.add(task);
        Giving giving = new Giving(task);
        try {
            executor.execute(giving);
        } catch (Throwable refusal) {
            given.remove(task);
            throw refusal;
        } finally {
            giving.giver = null;
        }
    }

    /** What the executor gets. One that runs it at once, on the thread that gives it, uses none of its own for it. */
    private final class Giving implements Runnable {
        private final Task task;
        private volatile @Nullable Thread giver = Thread.currentThread();

        Giving(Task task) {
            this.task = task;
        }

        @Override
        public void run() {
            RegisteredCore.this.run(task, giver != Thread.currentThread());
        }

        /** For whoever lists the executor's queue. */
        @Override
        public String toString() {
            return task.describe() + " on " + description;
        }
    }

    private void run(Task task, boolean onItsOwnThread) {
        if (!task.step(Task.QUEUED, Task.RUNNING)) {
            given.remove(task);
            return; // cancelled meanwhile
        }
        Ambient me = Ambient.enter();
        RegisteredCore outer = me.registered;
        me.registered = this;
        if (onItsOwnThread) {
            running.add(task);
        }
        task.runBy(me);
        try {
            task.runAs(me);
        } finally {
            running.remove(task);
            given.remove(task); // last: who asks whether all is quiet looks here first
            OffloadCall.end(task);
            task.forgetBase();
            me.registered = outer;
            me.leave();
        }
    }

    // -- shutting down: of the wrapper; the executor belongs to somebody else --

    /** Takes no new calls. */
    public void shutDown() {
        shutDown = true;
    }

    /** The same, and drops what has not begun. Calls, whose stages fail, are given as actions that do nothing. */
    public List<Runnable> shutDownNow() {
        shutDown = true;
        List<Runnable> dropped = new ArrayList<>();
        given.removeIf(task -> {
            boolean mine = task.step(Task.QUEUED, Task.OVER);
            if (mine) {
                task.drop(new CallCancelledException(description, Outcome.DROPPED));
                dropped.add(task instanceof RunTask bare ? bare.work() : new Dropped(task.describe()));
            }
            return mine;
        });
        return dropped;
    }

    private record Dropped(String what) implements Runnable {
        @Override
        public void run() {}

        @Override
        public String toString() {
            return what + ", which was dropped";
        }
    }

    /** Whether it takes no new calls. */
    public boolean isShutDown() {
        return shutDown;
    }

    /** Whether nothing is queued or runs. */
    public boolean isQuiet() {
        return given.isEmpty() && running.isEmpty();
    }

    // -- what the executor's owner has ended --

    /** Whether the executor has ended and something that was given to it has not. */
    boolean hasLost() {
        return !given.isEmpty() && executor instanceof ExecutorService service && isTerminated(service);
    }

    /** Somebody else's method, which each wait calls: what it throws must not come out of there. */
    private static boolean isTerminated(ExecutorService service) {
        try {
            return service.isTerminated();
        } catch (RuntimeException cannotTell) {
            return false;
        }
    }

    /** Fails what has not begun on an executor that has ended: it dropped that, and can run it no more. */
    public void failLost() {
        if (hasLost()) {
            given.removeIf(this::isLost);
        }
    }

    private boolean isLost(Task task) {
        if (task.step(Task.QUEUED, Task.OVER)) {
            task.drop(new ClosedException(Messages.text(
                    RuleId.BSC207,
                    task.describe() + " was lost: " + description + " has ended without running it.",
                    "its owner ended it, and what was still queued was dropped, so it could never be done.",
                    "shut it down with shutdown() and let it finish; to drop what is queued, call shutdownNow() of the"
                            + " registered executor first, which fails it at once.")));
            return true;
        }
        return task.state() == Task.OVER; // cancelled while it was queued
    }

    // -- for proofs --

    @Override
    public void ring() {}

    @Override
    public boolean hasRoom() {
        return running.size() < capacity;
    }

    @Override
    public boolean helps() {
        return false;
    }

    @Override
    public @Nullable Ambient host() {
        return null;
    }

    @Override
    public @Nullable List<Task> occupants() {
        List<Task> tasks = List.copyOf(running);
        return tasks.size() < capacity ? null : tasks;
    }
}
