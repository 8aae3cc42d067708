package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A value that is computed once, when somebody first wants it: what a {@link LazyContract} is about. */
public interface Lazy<T> {
    /** The value, after waiting for it. A failed computation gives an AwaitException with the failure as its cause. */
    T get() throws InterruptedException;

    /** The same, waiting at most so long. */
    T get(Duration limit) throws InterruptedException, TimeoutException;

    /** The same, whatever interrupts. */
    T getUninterruptibly();

    /** A stage of the value; a failed computation gives the failure itself. */
    CompletableFuture<T> getAsync();

    /** The value if it is known, else null; starts nothing. */
    @Nullable
    T tryGet();

    /** Whether it is known. */
    boolean isKnown();

    /** How many wait. */
    int waiting();
}
