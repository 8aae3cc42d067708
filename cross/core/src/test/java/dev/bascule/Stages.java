package dev.bascule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stages as other libraries make them. */
final class Stages {
    private Stages() {}

    /** A stage of a foreign class, which does not turn into a CompletableFuture. */
    @SuppressWarnings("unchecked")
    static <T> CompletionStage<T> foreign(CompletableFuture<T> future) {
        return (CompletionStage<T>) Proxy.newProxyInstance(
                Stages.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toCompletableFuture")) {
                        throw new UnsupportedOperationException("not a future");
                    }
                    try {
                        return method.invoke(future, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
