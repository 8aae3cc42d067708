package dev.bascule.sync;

/**
 * What was acquired: a lock, or permits. To be closed once, by any thread; closing it again does nothing.
 *
 * <p>A hold is not bound to a thread: it can be acquired on one and closed on another, or in a continuation on a loop.
 * Where acquire and close are in one block of code, prefer {@code withLock} and {@code withPermits}, which also take part
 * in the proof of deadlocks.
 */
public sealed interface Hold extends AutoCloseable permits LockLine.Held, PermitLine.Borrowed {
    /** Gives it back, and lets the next one go on. Never blocks. */
    @Override
    void close();
}
