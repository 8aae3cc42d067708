package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A subject that is taken and given back: a lock, one side of a read-write lock, permits. Begins available. */
public interface Acquirable extends Subject {
    /** Takes it, runs the body, gives it back. */
    <T> T with(Callable<T> body) throws Exception;

    /** The same, waiting at most so long. */
    <T> T with(Duration limit, Callable<T> body) throws Exception;

    /** The same, whatever interrupts. */
    <T> T withUninterruptibly(Callable<T> body) throws Exception;

    /** Takes it, runs the asynchronous body, gives it back when the body's stage has ended. */
    <T> CompletableFuture<T> withAsync(Supplier<? extends CompletionStage<T>> body);

    /** Runs the body if it is there; whether it ran. */
    boolean tryWith(Runnable body);

    /** How many can have it at the same time, at least 1. */
    default int capacity() {
        return 1;
    }

    /** Whether only the thread that took it can give it back; the cases that do otherwise are then skipped. */
    default boolean isOwnedByThread() {
        return false;
    }
}
