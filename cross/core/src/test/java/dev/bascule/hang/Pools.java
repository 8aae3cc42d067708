package dev.bascule.hang;

import dev.bascule.Bridge;
import dev.bascule.internal.Threads;
import dev.bascule.offload.RegisteredExecutor;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Registered pools of fixed size, on either kind of thread, ended with the test. */
final class Pools implements AutoCloseable {
    /** What the workers are. */
    enum Kind {
        PLATFORM(Executors.defaultThreadFactory()),
        VIRTUAL(body -> Threads.newVirtual("virtual-worker", body));

        private final ThreadFactory threads;

        Kind(ThreadFactory threads) {
            this.threads = threads;
        }

        static List<Kind> available() {
            return Arrays.stream(values())
                    .filter(kind -> kind == PLATFORM || Threads.haveVirtual())
                    .toList();
        }
    }

    /** Runs the test once for each kind of worker that this JDK has. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @MethodSource("dev.bascule.hang.Pools#kinds")
    @interface ForEachKind {}

    private final Kind kind;
    private final List<ExecutorService> opened = new ArrayList<>();

    Pools(Kind kind) {
        this.kind = kind;
    }

    static List<Kind> kinds() {
        return Kind.available();
    }

    RegisteredExecutor open(String name, int workers) {
        return open(name, workers, workers);
    }

    RegisteredExecutor open(String name, int workers, int declared) {
        ExecutorService pool = Executors.newFixedThreadPool(workers, kind.threads);
        opened.add(pool);
        return Bridge.register(pool, name, declared);
    }

    @Override
    public void close() {
        opened.forEach(ExecutorService::shutdownNow);
    }
}
