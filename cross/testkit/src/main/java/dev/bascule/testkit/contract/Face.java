package dev.bascule.testkit.contract;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of caller. */
enum Face {
    THREAD,
    VIRTUAL_THREAD,
    LOOP;

    private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

    /** Those that this JDK has. */
    static List<Face> available() {
        return Arrays.stream(values())
                .filter(face -> face != VIRTUAL_THREAD || START_VIRTUAL != null)
                .toList();
    }

    /** Runs the body on a fresh thread of this kind. */
    void launch(Runnable body) {
        if (this == VIRTUAL_THREAD) {
            startVirtual(body);
        } else if (this == THREAD) {
            Thread thread = new Thread(body, "visitor");
            thread.setDaemon(true);
            thread.start();
        } else {
            throw new IllegalStateException("a loop runs on");
        }
    }

    private static void startVirtual(Runnable body) {
        try {
            Thread started = (Thread) requireNonNull(START_VIRTUAL).invokeExact(body);
            assert started.isDaemon();
        } catch (Throwable e) {
            throw new LinkageError("Thread.startVirtualThread", e);
        }
    }

    private static @Nullable MethodHandle startVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }
}
