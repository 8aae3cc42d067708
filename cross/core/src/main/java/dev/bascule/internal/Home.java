package dev.bascule.internal;

import java.util.concurrent.Executor;

/** Where stages are made and their asynchronous continuations run: a loop or an offload. */
public sealed interface Home extends Executor permits LoopCore, OffloadCore {
    /** In the words of a message: {@code loop 'orders'}. */
    String describe();

    /** Queues the asynchronous continuation of a guarded stage; refused by exception when closed or full. */
    void visit(VisitTask visit);

    /** Tells threads that wait here and could help that the dependencies of some stage have changed. */
    void ring();
}
