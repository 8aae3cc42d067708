package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A guarded stage that is completed by hand, by whoever likes to. Nobody owns it, so it always counts as live. */
public final class GuardedPromise<T> extends GuardedFuture<T> {
    private final String name;

    /** A promise whose asynchronous dependents run at home. */
    public GuardedPromise(String name, Home home, @Nullable Task op) {
        super(home, op);
        this.name = name;
    }

    @Override
    public boolean complete(T value) {
        return settle(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return settleExceptionally(requireNonNull(failure));
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
        return completeAsync(supplier, home);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        requireNonNull(supplier);
        executor.execute(() -> {
            try {
                settle(supplier.get());
            } catch (Throwable failure) {
                settleExceptionally(failure);
            }
        });
        return this;
    }

    @Override
    String describe() {
        return "promise '" + name + "'";
    }
}
