package dev.bascule.offload;

import dev.bascule.Bridge;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** STUB, to be dropped at the merge: passes work on, proves nothing. */
public final class RegisteredExecutor extends AbstractExecutorService {
    private final Executor executor;
    private final String name;

    /** Stub. */
    public RegisteredExecutor(Executor executor, String name) {
        this.executor = executor;
        this.name = name;
    }

    /** Stub. */
    public <T> CompletableFuture<T> call(Callable<T> work) {
        CompletableFuture<T> stage = Bridge.promise(name);
        executor.execute(() -> {
            try {
                stage.complete(work.call());
            } catch (Throwable failure) {
                stage.completeExceptionally(failure);
            }
        });
        return stage;
    }

    @Override
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        return call(work);
    }

    @Override
    public void execute(Runnable command) {
        executor.execute(command);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }
}
