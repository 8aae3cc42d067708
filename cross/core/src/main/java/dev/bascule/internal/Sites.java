package dev.bascule.internal;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where things are in the user's code. Of a waiter that is asked when a report is made; where a stage was made is only
 * known with {@code -Dbascule.sites=all}, since a stack costs as much as a hundred stages.
 */
final class Sites {
    private static final boolean ALL = Settings.SITES == Settings.Sites.ALL;
    private static final Map<Object, String> TAKEN_AT = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Map<OwnedFuture<?>, String> MADE_AT = Collections.synchronizedMap(new WeakHashMap<>());

    private Sites() {}

    /** Remembers where the stage was made, if that is wanted. */
    static void made(OwnedFuture<?> stage) {
        if (ALL) {
            MADE_AT.put(stage, Messages.callSite());
        }
    }

    /** Remembers who took a lock or permits and where, if that is wanted. */
    static void taken(Object hold) {
        if (ALL) {
            TAKEN_AT.put(hold, "thread '" + Thread.currentThread().getName() + "' at " + Messages.callSite());
        }
    }

    /** Who took it and where, if that was remembered. */
    static @Nullable String taker(Object hold) {
        return ALL ? TAKEN_AT.get(hold) : null;
    }

    static String of(OwnedFuture<?> stage) {
        String site = ALL ? MADE_AT.get(stage) : null;
        return site == null ? "" : " made at " + site;
    }

    /** The waiting thread's own frame. */
    static String ofWaiter(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!Messages.isPlumbing(frame.getClassName())) {
                return " at " + withoutLoader(frame);
            }
        }
        return "";
    }

    /** Frames of other threads name the class loader, too; and no file once their class has been changed. */
    private static StackTraceElement withoutLoader(StackTraceElement frame) {
        return new StackTraceElement(
                frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }
}
