package dev.bascule.internal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** Guarded stages that no loop or offload makes: promises, and combinations of stages of any kind. */
public final class Combining {
    private Combining() {}

    /** A promise at home where the current thread is, else in the given place. */
    public static <T> GuardedFuture<T> promise(String name, Supplier<Home> otherwise) {
        return new GuardedPromise<>(name, homeHere(otherwise), Ambient.currentOp());
    }

    /** The same, owned by the code that runs here. */
    public static <T> GuardedFuture<T> ownedPromise(String name, Supplier<Home> otherwise) {
        return new OwnedPromise<>(name, homeHere(otherwise));
    }

    /** Done when all are. A balanced tree of pairs, so that many stages need little stack. */
    public static CompletableFuture<Void> allOf(List<? extends CompletionStage<?>> stages, Supplier<Home> otherwise) {
        if (stages.isEmpty()) {
            GuardedFuture<Void> done = new GuardedFuture<>(homeHere(otherwise), Ambient.currentOp());
            done.settle(null);
            return done;
        }
        CompletableFuture<?> all = fold(stages, stage -> guarded(stage, otherwise), Combining::both);
        return all.thenRun(() -> {});
    }

    /** Done as the first one is. */
    public static <T> CompletableFuture<T> anyOf(
            List<? extends CompletionStage<? extends T>> stages, Supplier<Home> otherwise) {
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("stages must be >= 1, was 0: a stage of no sources would never end");
        }
        return Combining.<CompletionStage<? extends T>, CompletableFuture<T>>fold(
                stages,
                stage -> guarded(stage, otherwise).thenApply(value -> value),
                (one, other) -> one.applyToEither(other, Function.identity()));
    }

    private static CompletableFuture<?> both(CompletableFuture<?> one, CompletableFuture<?> other) {
        return one.runAfterBoth(other, () -> {});
    }

    /** A balanced tree of the stages. */
    static <S, R> R fold(List<? extends S> stages, Function<S, R> leaf, BinaryOperator<R> join) {
        if (stages.size() == 1) {
            return leaf.apply(stages.get(0));
        }
        int middle = stages.size() / 2;
        return join.apply(
                fold(stages.subList(0, middle), leaf, join), fold(stages.subList(middle, stages.size()), leaf, join));
    }

    /** A stage that is not ours becomes one: it ends as the other does, and counts as unknown. */
    private static <T> GuardedFuture<T> guarded(CompletionStage<T> stage, Supplier<Home> otherwise) {
        if (stage instanceof GuardedFuture<T> already) {
            return already;
        }
        GuardedFuture<T> adopted = new GuardedFuture<>(homeHere(otherwise), Ambient.currentOp());
        stage.whenComplete(adopted::settleAs);
        return adopted;
    }

    static Home homeHere(Supplier<Home> otherwise) {
        Ambient ambient = Ambient.peek();
        Home home = ambient == null ? null : ambient.home();
        return home == null ? otherwise.get() : home;
    }
}
