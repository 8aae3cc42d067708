package dev.bascule.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A value whose computation is under way until it is unblocked. */
record LazySubject(Lazy<String> lazy, CompletableFuture<String> computation) implements Subject {
    private static final AutoCloseable NOTHING_TO_GIVE_BACK = () -> {};

    @Override
    public AutoCloseable block() {
        return () -> {
            computation.complete("value");
            lazy.getAsync(); // or nobody may have wanted it, and it is not known
        };
    }

    @Override
    public AutoCloseable await() throws InterruptedException {
        lazy.get();
        return NOTHING_TO_GIVE_BACK;
    }

    @Override
    public AutoCloseable await(Duration limit) throws InterruptedException, TimeoutException {
        lazy.get(limit);
        return NOTHING_TO_GIVE_BACK;
    }

    @Override
    public AutoCloseable awaitUninterruptibly() {
        lazy.getUninterruptibly();
        return NOTHING_TO_GIVE_BACK;
    }

    @Override
    public CompletableFuture<?> awaitAsync() {
        return lazy.getAsync();
    }

    @Override
    public @Nullable AutoCloseable tryNow() {
        return lazy.tryGet() == null ? null : NOTHING_TO_GIVE_BACK;
    }

    @Override
    public int waiting() {
        return lazy.waiting();
    }

    @Override
    public boolean isWhole() {
        return lazy.isKnown();
    }

    @Override
    public String toString() {
        return lazy.toString();
    }
}
