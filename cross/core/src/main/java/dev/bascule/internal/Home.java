package dev.bascule.internal;

import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Where stages are made and their asynchronous continuations run: a loop or an offload. */
public sealed interface Home extends Executor permits LoopCore, OffloadCore, RegisteredCore {
    /** In the words of a message: {@code loop 'orders'}. */
    String describe();

    /** Runs bare work here; what is refused, by exception, cannot keep its promises any more. */
    @Override
    default void execute(Runnable work) {
        execute(work, Ambient.currentOp());
    }

    /** The same for the sake of a task, which need not be the one that gives it. */
    default void execute(Runnable work, @Nullable Task beneficiary) {
        RunTask task = new RunTask(this, work, beneficiary);
        try {
            take(task);
        } catch (Throwable refusal) {
            task.breakPromises();
            throw refusal;
        }
        Task.queued(work, this);
    }

    /** Queues bare work; refused by exception when closed or full. A continuation is taken also while closing. */
    void take(RunTask task);

    /** Queues the asynchronous continuation of a guarded stage; refused by exception when closed or full. */
    void visit(VisitTask visit);

    /** Tells threads that wait here and could help that the dependencies of some stage have changed. */
    void ring();

    /** The tasks one of which must return before another can start here; null if one can start now, or nobody knows. */
    @Nullable
    List<Task> occupants();

    /** Whether it is seen at a glance, without allocation, that something queued here will start. */
    boolean hasRoom();

    /** Whether a thread that waits here runs in place what it waits for and is queued here. */
    boolean helps();

    /** The thread that runs what is queued here also while it waits, if there is one. */
    @Nullable
    Ambient host();
}
