package dev.bascule.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All methods of the running JDK's CompletableFuture that give a stage, found by reflection, and arguments for them; so
 * that a method which a later JDK adds is tested without anybody thinking of it.
 */
final class StageMethods {
    private static final Set<String> NOT_MAKING = Set.of(
            "completeAsync", "newIncompleteFuture", "toCompletableFuture", "orTimeout", "completeOnTimeout", "copy");

    private StageMethods() {}

    /** Every public instance method that returns a stage. */
    static List<Method> all() {
        return Arrays.stream(CompletableFuture.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> CompletionStage.class.isAssignableFrom(method.getReturnType()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** Those that make a dependent from functions. */
    static List<Method> making() {
        return all().stream()
                .filter(method -> method.getParameterCount() > 0 && !NOT_MAKING.contains(method.getName()))
                .toList();
    }

    static boolean isBinary(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(CompletionStage.class);
    }

    static boolean takesExecutor(Method method) {
        return Arrays.asList(method.getParameterTypes()).contains(Executor.class);
    }

    static boolean isAsync(Method method) {
        return method.getName().endsWith("Async");
    }

    /** Calls the method; what it throws comes out as it is. */
    static CompletableFuture<?> invoke(Method method, CompletionStage<?> receiver, @Nullable Object... arguments) {
        try {
            return (CompletableFuture<?>) method.invoke(receiver, arguments);
        } catch (InvocationTargetException e) {
            throw Failures.<RuntimeException>sneak(e.getTargetException());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** Arguments for the method, whose functions do what {@code body} does and return its value. */
    static Object[] arguments(Method method, Supplier<Object> body, CompletionStage<?> other, Executor executor) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> argument(method, type, body, other, executor))
                .toArray();
    }

    @SuppressWarnings("ReturnValueIgnored") // a consumer has nothing to return
    private static Object argument(
            Method method, Class<?> type, Supplier<Object> body, CompletionStage<?> other, Executor executor) {
        if (type == Function.class) {
            return method.getName().contains("ompose") ? composing(body) : (Function<Object, Object>) a -> body.get();
        } else if (type == BiFunction.class) {
            return (BiFunction<Object, Object, Object>) (a, b) -> body.get();
        } else if (type == Consumer.class) {
            return (Consumer<Object>) a -> body.get();
        } else if (type == BiConsumer.class) {
            return (BiConsumer<Object, Object>) (a, b) -> body.get();
        } else if (type == Runnable.class) {
            return (Runnable) body::get;
        } else if (type == Supplier.class) {
            return body;
        } else if (type == Executor.class) {
            return executor;
        } else if (type == CompletionStage.class) {
            return other;
        } else if (type == long.class) {
            return 60L;
        } else if (type == TimeUnit.class) {
            return TimeUnit.SECONDS;
        } else if (type == Object.class) {
            return "value";
        }
        throw new AssertionError("no argument known for " + type + " of " + method + "; add one here");
    }

    private static Function<Object, CompletionStage<Object>> composing(Supplier<Object> body) {
        return a -> CompletableFuture.completedStage(body.get());
    }
}
