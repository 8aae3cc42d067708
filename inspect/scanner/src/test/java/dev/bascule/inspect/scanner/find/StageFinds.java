package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import dev.bascule.inspect.scanner.elsewhere.Client;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Waits where a stage is promised, and blocks the common pool. */
public class StageFinds {
    @Expect(value = "BSC104")
    public CompletableFuture<String> joinInsideOfStage(CompletableFuture<String> other) {
        return CompletableFuture.completedFuture(other.join() + "!");
    }

    public CompletionStage<String> getTwoCallsDeep(Future<String> other) {
        return CompletableFuture.completedFuture(first(other));
    }

    private String first(Future<String> other) {
        return second(other);
    }

    @Expect("BSC104")
    private String second(Future<String> other) {
        try {
            return other.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public CompletableFuture<String> onTheCommonPool() {
        return CompletableFuture.supplyAsync(() -> parkOnThePool());
    }

    @Expect("BSC105")
    private static String parkOnThePool() {
        LockSupport.park();
        return "";
    }

    @Expect("BSC104")
    public CompletableFuture<String> joinInAContinuation(
            CompletableFuture<String> one, CompletableFuture<String> other) {
        return one.thenApply(value -> value + other.join());
    }

    /** The same call of a library as elsewhere: each place that calls it is told. */
    @Expect("BSC101")
    public CompletableFuture<String> throughALibraryOnceMore(Client client) {
        return CompletableFuture.supplyAsync(() -> client.fetch());
    }

    @Expect("BSC101")
    public CompletableFuture<String> throughALibraryByReference(Client client) {
        return CompletableFuture.supplyAsync(client::fetch);
    }
}
