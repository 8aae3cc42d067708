package dev.bascule.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Virtual threads, looked up so that one jar serves every JDK from 17 on. The only place that knows the names.
 */
public final class Threads {
    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtualHandle();
    private static final @Nullable MethodHandle UNSTARTED = unstartedHandle();

    private Threads() {}

    /** Whether this JDK has virtual threads (21 and newer). */
    public static boolean haveVirtual() {
        return UNSTARTED != null;
    }

    /** Whether blocking inside a monitor leaves the carrier free (24 and newer), so that any I/O may run on them. */
    public static boolean virtualThreadsSuitBlocking() {
        return haveVirtual() && Runtime.version().feature() >= 24;
    }

    /** Whether the thread is virtual. */
    public static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new LinkageError("Thread.isVirtual", e);
        }
    }

    /** A new virtual thread that is not started; only where {@link #haveVirtual()}. */
    public static Thread newVirtual(String name, Runnable body) {
        if (UNSTARTED == null) {
            throw new IllegalStateException("virtual threads need JDK 21 or newer, this is "
                    + Runtime.version().feature());
        }
        try {
            return (Thread) UNSTARTED.invokeExact(name, body);
        } catch (Throwable e) {
            throw new LinkageError("Thread.ofVirtual", e);
        }
    }

    private static @Nullable MethodHandle isVirtualHandle() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }

    /** {@code (name, body) -> Thread.ofVirtual().name(name).unstarted(body)}, or null before JDK 21. */
    private static @Nullable MethodHandle unstartedHandle() {
        if (Runtime.version().feature() < 21) {
            return null;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
            MethodHandle unstarted =
                    lookup.findVirtual(builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
            MethodHandle named =
                    MethodHandles.foldArguments(name.asType(name.type().changeParameterType(0, ofVirtual)), make);
            return MethodHandles.collectArguments(unstarted, 0, named);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
