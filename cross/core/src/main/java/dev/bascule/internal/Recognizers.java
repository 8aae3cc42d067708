package dev.bascule.internal;

import dev.bascule.spi.LoopRecognizer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the threads of other people's event loops by the names of their classes, so that none of those libraries
 * is a dependency. The verdict is kept per thread class; what a Netty thread is doing is asked each time.
 */
final class Recognizers {
    private static final List<LoopRecognizer> CUSTOM = ServiceLoader.load(LoopRecognizer.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private static final ClassValue<LoopRecognizer> BY_CLASS = new ClassValue<>() {
        @Override
        protected LoopRecognizer computeValue(Class<?> type) {
            return recognizerFor(type);
        }
    };

    private Recognizers() {}

    /** Whether somebody brought recognizers of their own, which may know any thread. */
    static boolean haveCustom() {
        return !CUSTOM.isEmpty();
    }

    /** What kind of foreign loop the current thread runs, or null. */
    static @Nullable String recognize(Thread current) {
        String builtIn = BY_CLASS.get(current.getClass()).recognize(current);
        if (builtIn != null || CUSTOM.isEmpty()) {
            return builtIn;
        }
        for (LoopRecognizer recognizer : CUSTOM) {
            String kind = recognizer.recognize(current);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private static LoopRecognizer recognizerFor(Class<?> threadClass) {
        String family = "Netty event loop";
        for (Class<?> type = threadClass; type != null && type != Thread.class; type = type.getSuperclass()) {
            String name = type.getName();
            if (implementsNonBlocking(type)) {
                return always("Reactor non-blocking thread");
            }
            if (name.equals("java.awt.EventDispatchThread")) {
                return always("Swing event dispatch thread");
            }
            if (name.startsWith("jdk.internal.net.http.") && name.endsWith("SelectorManager")) {
                return always("JDK HttpClient selector");
            }
            if (name.startsWith("io.vertx.core.")) {
                family = "Vert.x event loop";
            }
            if (name.equals("io.netty.util.concurrent.FastThreadLocalThread")) {
                return netty(type, family);
            }
        }
        return always(null);
    }

    private static LoopRecognizer always(@Nullable String kind) {
        return thread -> kind;
    }

    private static boolean implementsNonBlocking(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().equals("reactor.core.scheduler.NonBlocking") || implementsNonBlocking(each)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Netty threads also serve ordinary pools, so the thread's class alone proves nothing. Netty keeps the executor that
     * a thread runs in {@code ThreadExecutorMap}; it counts when it is an {@code EventLoop}. A plain event executor
     * does not: Netty's own advice is to run blocking handlers on a {@code DefaultEventExecutorGroup}.
     */
    private static LoopRecognizer netty(Class<?> threadClass, String family) {
        try {
            ClassLoader loader = threadClass.getClassLoader();
            Class<?> map = Class.forName("io.netty.util.internal.ThreadExecutorMap", true, loader);
            Class<?> executor = Class.forName("io.netty.util.concurrent.EventExecutor", false, loader);
            Class<?> eventLoop = Class.forName("io.netty.channel.EventLoop", false, loader);
            MethodHandle current = MethodHandles.publicLookup()
                    .findStatic(map, "currentExecutor", MethodType.methodType(executor))
                    .asType(MethodType.methodType(Object.class));
            return thread -> eventLoop.isInstance(invoke(current)) ? family : null;
        } catch (ReflectiveOperationException | LinkageError noEventLoopsHere) {
            return always(null);
        }
    }

    private static @Nullable Object invoke(MethodHandle current) {
        try {
            return (Object) current.invokeExact();
        } catch (Throwable e) {
            return null;
        }
    }
}
