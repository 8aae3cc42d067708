package dev.bascule.internal;

import static dev.bascule.internal.Silent.toNull;
import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stage that we hand out. To its user it is a {@link CompletableFuture} with three differences: only its producer
 * completes it; what is made from it is guarded too and runs on the loop or offload that made it, never on the common
 * pool; a wait on a thread that must not block is refused, or serves the loop meanwhile.
 *
 * <p><b>For maintainers.</b> The JDK's own machinery stays in charge of completion: each method wraps the function in a
 * {@link Link} and calls the same method of the superclass, which makes the dependent through {@link
 * #newIncompleteFuture}. The {@code accept} and {@code run} forms are {@code apply} with a function to null. A reflective
 * test finds any method of a newer JDK that is not overridden here.
 */
public non-sealed class GuardedFuture<T> extends OwnedFuture<T> {
    GuardedFuture(Home home, @Nullable Task op) {
        super(home, op);
        Sites.made(this);
    }

    // -- what dependents are made of --

    @Override
    public <U> GuardedFuture<U> newIncompleteFuture() {
        return new GuardedFuture<>(home, op);
    }

    @Override
    public Executor defaultExecutor() {
        return home;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        observe();
        return this;
    }

    @Override
    public CompletableFuture<T> copy() {
        return applying(null, value -> value);
    }

    @Override
    public CompletionStage<T> minimalCompletionStage() {
        return new GuardedMinimalStage<>(this);
    }

    private <U> CompletableFuture<U> bind(Link link, CompletableFuture<U> dependent) {
        observe();
        if (!(dependent instanceof GuardedFuture<U> guarded)) {
            return adopt(link, dependent);
        }
        if (!guarded.isSettled()) {
            link.bind(guarded);
        }
        return guarded;
    }

    /** Of two alternatives the JDK makes the dependent from the one that is done already, which need not be ours. */
    private <U> CompletableFuture<U> adopt(Link link, CompletableFuture<U> plain) {
        GuardedFuture<U> fresh = newIncompleteFuture();
        link.bind(fresh);
        plain.whenComplete(fresh::settleAs);
        return fresh;
    }

    private Link link(@Nullable Executor executor) {
        return new Link(Link.Kind.ONE, this, null, executor, false);
    }

    /** For functions that take failures too: the JDK visits the executor however the source ends. */
    private Link linkToAnyEnd(@Nullable Executor executor) {
        return new Link(Link.Kind.ONE, this, null, executor, true);
    }

    /** Alternatives visit the executor before they look at how the first one ended; pairs do not if one failed. */
    private Link link(Link.Kind kind, CompletionStage<?> other, @Nullable Executor executor) {
        return new Link(kind, this, other, executor, kind == Link.Kind.ANY);
    }

    private <U> CompletableFuture<U> applying(@Nullable Executor executor, Function<? super T, ? extends U> fn) {
        Link link = link(executor);
        Function<T, U> wrapped = link.function(fn);
        return bind(link, executor == null ? super.thenApply(wrapped) : super.thenApplyAsync(wrapped, link));
    }

    private <U, V> CompletableFuture<V> combining(
            @Nullable Executor executor,
            CompletionStage<? extends U> other,
            BiFunction<? super T, ? super U, ? extends V> fn) {
        Link link = link(Link.Kind.ALL, other, executor);
        BiFunction<T, U, V> wrapped = link.biFunction(fn);
        return bind(
                link,
                executor == null ? super.thenCombine(other, wrapped) : super.thenCombineAsync(other, wrapped, link));
    }

    private <U> CompletableFuture<U> either(
            @Nullable Executor executor, CompletionStage<? extends T> other, Function<? super T, U> fn) {
        Link link = link(Link.Kind.ANY, other, executor);
        Function<T, U> wrapped = link.function(fn);
        return bind(
                link,
                executor == null
                        ? super.applyToEither(other, wrapped)
                        : super.applyToEitherAsync(other, wrapped, link));
    }

    private <U> CompletableFuture<U> composing(
            @Nullable Executor executor, Function<? super T, ? extends CompletionStage<U>> fn) {
        if (executor == null && isSettled() && Ambient.isDeep()) {
            return composing(home, fn); // a loop written as recursion, of steps that are all done at once
        }
        Link link = link(executor);
        Function<T, CompletionStage<U>> wrapped = link.composing(fn);
        return bind(link, executor == null ? super.thenCompose(wrapped) : super.thenComposeAsync(wrapped, link));
    }

    private <U> CompletableFuture<U> handling(
            @Nullable Executor executor, BiFunction<? super T, Throwable, ? extends U> fn) {
        Link link = linkToAnyEnd(executor);
        BiFunction<T, Throwable, U> wrapped = link.biFunction(fn);
        return bind(link, executor == null ? super.handle(wrapped) : super.handleAsync(wrapped, link));
    }

    private CompletableFuture<T> watching(
            @Nullable Executor executor, BiConsumer<? super T, ? super Throwable> action) {
        Link link = linkToAnyEnd(executor);
        BiFunction<T, Throwable, Void> wrapped = link.biFunction(toNull(action));
        return bind(
                link,
                executor == null ? super.whenComplete(wrapped::apply) : super.whenCompleteAsync(wrapped::apply, link));
    }

    private CompletableFuture<T> recovering(@Nullable Executor executor, Function<Throwable, ? extends T> fn) {
        Link link = linkToAnyEnd(executor);
        Function<Throwable, T> wrapped = link.function(fn);
        return bind(link, executor == null ? super.exceptionally(wrapped) : super.exceptionallyAsync(wrapped, link));
    }

    private CompletableFuture<T> recoveringWith(
            @Nullable Executor executor, Function<Throwable, ? extends CompletionStage<T>> fn) {
        Link link = link(executor);
        Function<Throwable, CompletionStage<T>> wrapped = link.composing(fn);
        return bind(
                link,
                executor == null
                        ? super.exceptionallyCompose(wrapped)
                        : super.exceptionallyComposeAsync(wrapped, link));
    }

    private CompletableFuture<Void> runningAfter(
            Link.Kind kind, @Nullable Executor executor, CompletionStage<?> other, Runnable action) {
        Link link = link(kind, other, executor);
        Runnable wrapped = link.runnable(action);
        if (kind == Link.Kind.ALL) {
            return bind(
                    link,
                    executor == null
                            ? super.runAfterBoth(other, wrapped)
                            : super.runAfterBothAsync(other, wrapped, link));
        }
        return bind(
                link,
                executor == null
                        ? super.runAfterEither(other, wrapped)
                        : super.runAfterEitherAsync(other, wrapped, link));
    }

    // -- the methods of CompletionStage, each in its three forms --

    @Override
    public <U> CompletableFuture<U> thenApply(Function<? super T, ? extends U> fn) {
        return applying(null, fn);
    }

    @Override
    public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> fn) {
        return applying(home, fn);
    }

    @Override
    public <U> CompletableFuture<U> thenApplyAsync(Function<? super T, ? extends U> fn, Executor executor) {
        return applying(requireNonNull(executor), fn);
    }

    @Override
    public CompletableFuture<Void> thenAccept(Consumer<? super T> action) {
        return applying(null, toNull(action));
    }

    @Override
    public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action) {
        return applying(home, toNull(action));
    }

    @Override
    public CompletableFuture<Void> thenAcceptAsync(Consumer<? super T> action, Executor executor) {
        return applying(requireNonNull(executor), toNull(action));
    }

    @Override
    public CompletableFuture<Void> thenRun(Runnable action) {
        return applying(null, toNull(action));
    }

    @Override
    public CompletableFuture<Void> thenRunAsync(Runnable action) {
        return applying(home, toNull(action));
    }

    @Override
    public CompletableFuture<Void> thenRunAsync(Runnable action, Executor executor) {
        return applying(requireNonNull(executor), toNull(action));
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombine(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return combining(null, other, fn);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn) {
        return combining(home, other, fn);
    }

    @Override
    public <U, V> CompletableFuture<V> thenCombineAsync(
            CompletionStage<? extends U> other, BiFunction<? super T, ? super U, ? extends V> fn, Executor executor) {
        return combining(requireNonNull(executor), other, fn);
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBoth(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return combining(null, other, toNull(action));
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action) {
        return combining(home, other, toNull(action));
    }

    @Override
    public <U> CompletableFuture<Void> thenAcceptBothAsync(
            CompletionStage<? extends U> other, BiConsumer<? super T, ? super U> action, Executor executor) {
        return combining(requireNonNull(executor), other, toNull(action));
    }

    @Override
    public CompletableFuture<Void> runAfterBoth(CompletionStage<?> other, Runnable action) {
        return runningAfter(Link.Kind.ALL, null, other, action);
    }

    @Override
    public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action) {
        return runningAfter(Link.Kind.ALL, home, other, action);
    }

    @Override
    public CompletableFuture<Void> runAfterBothAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return runningAfter(Link.Kind.ALL, requireNonNull(executor), other, action);
    }

    @Override
    public <U> CompletableFuture<U> applyToEither(CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return either(null, other, fn);
    }

    @Override
    public <U> CompletableFuture<U> applyToEitherAsync(CompletionStage<? extends T> other, Function<? super T, U> fn) {
        return either(home, other, fn);
    }

    @Override
    public <U> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> fn, Executor executor) {
        return either(requireNonNull(executor), other, fn);
    }

    @Override
    public CompletableFuture<Void> acceptEither(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return either(null, other, toNull(action));
    }

    @Override
    public CompletableFuture<Void> acceptEitherAsync(CompletionStage<? extends T> other, Consumer<? super T> action) {
        return either(home, other, toNull(action));
    }

    @Override
    public CompletableFuture<Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return either(requireNonNull(executor), other, toNull(action));
    }

    @Override
    public CompletableFuture<Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return runningAfter(Link.Kind.ANY, null, other, action);
    }

    @Override
    public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        return runningAfter(Link.Kind.ANY, home, other, action);
    }

    @Override
    public CompletableFuture<Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return runningAfter(Link.Kind.ANY, requireNonNull(executor), other, action);
    }

    @Override
    public <U> CompletableFuture<U> thenCompose(Function<? super T, ? extends CompletionStage<U>> fn) {
        return composing(null, fn);
    }

    @Override
    public <U> CompletableFuture<U> thenComposeAsync(Function<? super T, ? extends CompletionStage<U>> fn) {
        return composing(home, fn);
    }

    @Override
    public <U> CompletableFuture<U> thenComposeAsync(
            Function<? super T, ? extends CompletionStage<U>> fn, Executor executor) {
        return composing(requireNonNull(executor), fn);
    }

    @Override
    public CompletableFuture<T> whenComplete(BiConsumer<? super T, ? super Throwable> action) {
        return watching(null, action);
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action) {
        return watching(home, action);
    }

    @Override
    public CompletableFuture<T> whenCompleteAsync(BiConsumer<? super T, ? super Throwable> action, Executor executor) {
        return watching(requireNonNull(executor), action);
    }

    @Override
    public <U> CompletableFuture<U> handle(BiFunction<? super T, Throwable, ? extends U> fn) {
        return handling(null, fn);
    }

    @Override
    public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn) {
        return handling(home, fn);
    }

    @Override
    public <U> CompletableFuture<U> handleAsync(BiFunction<? super T, Throwable, ? extends U> fn, Executor executor) {
        return handling(requireNonNull(executor), fn);
    }

    @Override
    public CompletableFuture<T> exceptionally(Function<Throwable, ? extends T> fn) {
        return recovering(null, fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn) {
        return recovering(home, fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyAsync(Function<Throwable, ? extends T> fn, Executor executor) {
        return recovering(requireNonNull(executor), fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyCompose(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return recoveringWith(null, fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(Function<Throwable, ? extends CompletionStage<T>> fn) {
        return recoveringWith(home, fn);
    }

    @Override
    public CompletableFuture<T> exceptionallyComposeAsync(
            Function<Throwable, ? extends CompletionStage<T>> fn, Executor executor) {
        return recoveringWith(requireNonNull(executor), fn);
    }
}
