package dev.bascule.inspect.model.catalog;

/** Which thread runs a piece of code, as far as an API decides it. */
public enum RunsOn {
    /** A thread that runs many callbacks in turn, and so must not block. */
    LOOP,
    /** As a rule a loop, but a program may decide otherwise: what the program says of it counts more. */
    USUALLY_LOOP,
    /** A shared pool with about as many threads as there are cores: to block there starves others. */
    COMPUTE,
    /** A thread that may block. */
    BLOCKING,
    /** The calling thread, before the call returns. */
    CALLER,
    /** The thread that subscribes to what the call returns, or first asks for its value. */
    SUBSCRIBER,
    /** The thread on which what stands before it in the chain, the receiver of the call, gives its value. */
    UPSTREAM,
    /** Whatever the executor is that the call is given. */
    EXECUTOR,
    /** Not known. */
    UNKNOWN
}
