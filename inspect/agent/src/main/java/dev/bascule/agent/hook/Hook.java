package dev.bascule.agent.hook;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.channels.SelectableChannel;
import java.util.function.Function;
import java.util.function.LongBinaryOperator;

/**
 * What the advised methods of the JDK call. The agent gives it another name and defines it in {@code java.base}, where every
 * class loader sees it; so it may use nothing but {@code java.base}, and there is but one of it for ever: it is inert while
 * {@link #on} is false.
 *
 * <p><b>For maintainers.</b> A thread's record is an array, so that no second class is needed: how many advised methods it is in, when it
 * entered the outermost, and which one that is. Only the thread writes it; the watchdog reads it without order, and looks
 * again before it believes. The sentinel is set before the thread is classified, since that may call advised methods.
 */
public final class Hook {
    /** Indices of a record. */
    public static final int DEPTH = 0;

    public static final int BEGAN = 1;
    public static final int KIND = 2;

    private static final long[] UNWATCHED = new long[0];
    private static final ThreadLocal<long[]> RECORD = new ThreadLocal<>();
    private static final Class<?> VIRTUAL = virtualThreads();

    /** Whether anything is watched at all. */
    public static volatile boolean on;

    /** Gives a record for a thread that is watched, null for another one. Asked once for each thread. */
    public static volatile Function<Thread, long[]> classifier;

    /** Told of each call that has lasted for the threshold or longer, on its thread: its kind, its nanoseconds. */
    public static volatile LongBinaryOperator listener;

    /** Nanoseconds. */
    public static volatile long threshold;

    private Hook() {}

    private static Class<?> virtualThreads() {
        try {
            return Class.forName("java.lang.VirtualThread", false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** An advised method begins. */
    public static void enter(int kind) {
        if (!on) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (thread.getClass() == VIRTUAL) {
            return;
        }
        long[] record = RECORD.get();
        if (record == null) {
            record = classify(thread);
        }
        if (record.length != 0 && record[DEPTH]++ == 0) {
            record[KIND] = kind;
            record[BEGAN] = System.nanoTime();
        }
    }

    /** It ends, in whatever way. */
    public static void exit() {
        if (!on || Thread.currentThread().getClass() == VIRTUAL) {
            return;
        }
        long[] record = RECORD.get();
        if (record == null || record.length == 0 || record[DEPTH] == 0 || --record[DEPTH] != 0) {
            return;
        }
        long nanos = System.nanoTime() - record[BEGAN];
        if (nanos >= threshold) {
            tell(record, nanos);
        }
    }

    /** A method of a channel begins, which blocks only in blocking mode; that cannot change before it ends. */
    public static void enter(SelectableChannel channel, int kind) {
        if (on && channel.isBlocking()) {
            enter(kind);
        }
    }

    /** It ends. */
    public static void exit(SelectableChannel channel) {
        if (on && channel.isBlocking()) {
            exit();
        }
    }

    private static void tell(long[] record, long nanos) {
        record[DEPTH] = 1; // what the listener does is not told
        try {
            listener.applyAsLong(record[KIND], nanos);
        } catch (Throwable broken) {
            // the program must not see it
        } finally {
            record[DEPTH] = 0;
        }
    }

    // -- in place of public natives --

    /** In place of {@link Thread#sleep(long)}. */
    public static void sleep(long millis) throws InterruptedException {
        enter(0);
        try {
            Thread.sleep(millis);
        } finally {
            exit();
        }
    }

    /** In place of {@link Object#wait(long)}. */
    public static void wait(Object monitor, long millis) throws InterruptedException {
        enter(0);
        try {
            monitor.wait(millis);
        } finally {
            exit();
        }
    }

    /** In place of {@link FileDescriptor#sync}. */
    public static void sync(FileDescriptor file) throws SyncFailedException {
        enter(0);
        try {
            file.sync();
        } finally {
            exit();
        }
    }

    /** In place of {@link RandomAccessFile#length}. */
    public static long length(RandomAccessFile file) throws IOException {
        enter(0);
        try {
            return file.length();
        } finally {
            exit();
        }
    }

    private static long[] classify(Thread thread) {
        RECORD.set(UNWATCHED);
        Function<Thread, long[]> asked = classifier;
        long[] record = asked == null ? null : asked.apply(thread);
        if (record == null) {
            return UNWATCHED;
        }
        RECORD.set(record);
        return record;
    }
}
