package dev.bascule.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@code minimalCompletionStage()} returns: only the methods of {@link CompletionStage}, all else unsupported, as
 * the JDK has it; but guarded, which the JDK's own is not.
 */
final class GuardedMinimalStage<T> extends GuardedFuture<T> {
    GuardedMinimalStage(GuardedFuture<T> origin) {
        super(origin.home, origin.op);
        new Link(Link.Kind.ONE, origin, null, null, false).bind(this);
        relay(origin, this);
    }

    private GuardedMinimalStage(Home home, @Nullable Task op) {
        super(home, op);
    }

    private static <T> void relay(GuardedFuture<T> origin, GuardedFuture<T> to) {
        origin.whenComplete((value, failure) -> to.settleAs(value, failure == null ? null : Failures.wrapped(failure)));
    }

    /** What is made from a minimal stage is minimal too, as in the JDK. */
    @Override
    public <U> GuardedFuture<U> newIncompleteFuture() {
        return new GuardedMinimalStage<>(home, op);
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        GuardedFuture<T> future = new GuardedFuture<>(home, op);
        new Link(Link.Kind.ONE, this, null, null, false).bind(future);
        relay(this, future);
        return future;
    }

    @Override
    public boolean isDone() {
        throw unsupported();
    }

    @Override
    public boolean isCancelled() {
        throw unsupported();
    }

    @Override
    public boolean isCompletedExceptionally() {
        throw unsupported();
    }

    @Override
    public T get() {
        throw unsupported();
    }

    @Override
    public T get(long timeout, TimeUnit unit) {
        throw unsupported();
    }

    @Override
    public T getNow(T valueIfAbsent) {
        throw unsupported();
    }

    @Override
    public T join() {
        throw unsupported();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        throw unsupported();
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        throw unsupported();
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        throw unsupported();
    }

    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("a minimal stage has only the methods of CompletionStage;"
                + " use toCompletableFuture() for the others");
    }
}
