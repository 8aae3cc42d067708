package dev.bascule.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Virtual threads, looked up so that the same jar measures JDK 17. */
final class VirtualThreads {
    private static final @Nullable MethodHandle START = find(Thread.class, "startVirtualThread");
    private static final @Nullable MethodHandle EXECUTOR = findExecutor();

    private VirtualThreads() {}

    static boolean exist() {
        return START != null;
    }

    static Thread start(Runnable body) {
        if (START == null) {
            throw new IllegalStateException("no virtual threads in this JDK");
        }
        try {
            return (Thread) START.invoke(body);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the body on a thread of this kind, as the benchmarks' parameter names it. */
    static Thread start(String kind, Runnable body) {
        if (kind.equals("virtual")) {
            return start(body);
        }
        Thread thread = new Thread(body, "bench");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static ExecutorService newExecutor() {
        if (EXECUTOR == null) {
            throw new IllegalStateException("no virtual threads in this JDK");
        }
        try {
            return (ExecutorService) EXECUTOR.invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle find(Class<?> owner, String name) {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(owner, name, MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    private static @Nullable MethodHandle findExecutor() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            java.util.concurrent.Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }
}
