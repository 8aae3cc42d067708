package dev.bascule.agent.hook;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.nio.channels.SelectableChannel;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the advised methods of the JDK call. The agent gives it another name and defines it in {@code java.base}, where every
 * class loader sees it; so it may use nothing but {@code java.base}, and there is but one of it for ever: it is inert while
 * {@link #on} is false.
 *
 * <p><b>For maintainers.</b> A thread's record is an array, so that no second class is needed: how many advised methods it is
 * in, when it entered the outermost, how many turns its loop has made, and whether that call can block. The thread writes it;
 * the watchdog reads it without order, and only sets back a depth that nothing on the stack explains. The sentinel is set
 * before the thread is classified, since that may call advised methods.
 */
public final class Hook implements BiConsumer<String, Object> {
    /** Indices of a record. */
    public static final int DEPTH = 0;

    public static final int BEGAN = 1;
    public static final int TURNS = 2;

    /** Not zero while the outermost call is one of a channel that is not in blocking mode. */
    public static final int HARMLESS = 3;

    public static final int SIZE = 4;

    /** Of a thread that is none of those watched; asked once more when it first makes a turn, as loops do. */
    private static final long[] UNWATCHED = new long[0];

    private static final long[] NEVER = new long[0];
    private static final @Nullable Class<?> VIRTUAL = virtualThreads();

    private static volatile ThreadLocal<long[]> records = new ThreadLocal<>();

    /** Whether anything is watched at all. */
    private static volatile boolean on;

    /** Gives a record for a thread that is watched, null for another one. */
    private static volatile @Nullable Function<Thread, long @Nullable []> classifier;

    /**
     * Told of each call that has lasted for the threshold or longer, on its thread: its nanoseconds; and of each such wait of a
     * virtual thread that held its carrier, on the virtual thread.
     */
    private static volatile @Nullable LongConsumer listener;

    /** Asked when a watched thread begins a call; what it throws, the call throws. Null if nothing is refused. */
    private static volatile @Nullable Runnable guard;

    /** Nanoseconds. */
    private static volatile long threshold;

    private static @Nullable Class<?> virtualThreads() {
        try {
            return Class.forName("java.lang.VirtualThread", false, null);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    /** What an agent has, which cannot name this class, to {@link #accept tell} it things. */
    public Hook() {}

    /**
     * Something to be used from now on: the {@code classifier}, the {@code listener}, the {@code threshold}, the
     * {@code guard}; whether it is {@code on}. What is off forgets what all threads are, and lets go of all that it was given.
     */
    @Override
    @SuppressWarnings("unchecked") // the agent gives what is asked for
    public void accept(String what, Object value) {
        switch (what) {
            case "classifier" -> classifier = (Function<Thread, long @Nullable []>) value;
            case "listener" -> listener = (LongConsumer) value;
            case "threshold" -> threshold = (Long) value;
            case "guard" -> guard = (Runnable) value;
            case "on" -> turn((Boolean) value);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void turn(boolean nowOn) {
        on = nowOn;
        if (!nowOn) {
            reset();
        }
    }

    /** Whether threads are watched. */
    public static boolean isOn() {
        return on;
    }

    private static void reset() {
        records = new ThreadLocal<>();
        classifier = null;
        listener = null;
        guard = null;
    }

    /** An advised method begins. */
    public static void enter() {
        enter(0);
    }

    /** A method of a channel begins, which blocks only in blocking mode. It may get another mode before the end. */
    public static void enter(SelectableChannel channel) {
        if (on) {
            enter(channel.isBlocking() ? 0 : 1);
        }
    }

    private static void enter(long harmless) {
        if (!on) {
            return;
        }
        Thread thread = Thread.currentThread();
        if (thread.getClass() == VIRTUAL) {
            return;
        }
        long[] record = records.get();
        if (record == null) {
            record = classify(thread, UNWATCHED);
        }
        if (record.length == 0) {
            return;
        }
        boolean isOutermost = record[DEPTH] == 0;
        if (isOutermost) {
            record[BEGAN] = System.nanoTime();
            record[HARMLESS] = harmless;
        }
        record[DEPTH]++; // after all that may find the stack full: what has not begun does not end
        if (isOutermost && harmless == 0 && guard != null) {
            ask(record);
        }
    }

    /** It ends, in whatever way. */
    public static void exit() {
        if (!on || Thread.currentThread().getClass() == VIRTUAL) {
            return;
        }
        long[] record = records.get();
        if (record == null || record.length == 0 || record[DEPTH] == 0 || --record[DEPTH] != 0) {
            return;
        }
        long nanos = System.nanoTime() - record[BEGAN];
        if (nanos >= threshold && record[HARMLESS] == 0) {
            record[DEPTH] = 1; // what the listener does is not told
            try {
                tell(nanos);
            } finally {
                record[DEPTH] = 0;
            }
        }
    }

    /** A loop is about to look for what to do next: it is in no call, even if the stack was too full to tell that one ended. */
    public static void turn() {
        if (!on) {
            return;
        }
        long[] record = records.get();
        if (record == null || record == UNWATCHED) {
            record = classify(Thread.currentThread(), NEVER);
        }
        if (record.length != 0) {
            record[DEPTH] = 0;
            record[TURNS]++;
        }
    }

    /** A virtual thread begins to wait without giving up its carrier. */
    public static void pin() {
        if (!on) {
            return;
        }
        long[] record = records.get();
        if (record == null) {
            record = new long[SIZE];
            records.set(record);
        }
        record[BEGAN] = System.nanoTime();
    }

    /** It ends. */
    public static void unpin() {
        long[] record = on ? records.get() : null;
        if (record != null && record.length != 0) {
            long nanos = System.nanoTime() - record[BEGAN];
            if (nanos >= threshold) {
                tell(nanos);
            }
        }
    }

    /** The program must not see what goes wrong here. */
    private static void tell(long nanos) {
        LongConsumer told = listener;
        try {
            if (told != null) {
                told.accept(nanos);
            }
        } catch (Throwable broken) {
            return;
        }
    }

    /** If it refuses, the call does not begin. */
    private static void ask(long[] record) {
        Runnable asked = guard;
        boolean begins = false;
        try {
            if (asked != null) {
                asked.run();
            }
            begins = true;
        } finally {
            if (!begins) {
                record[DEPTH] = 0;
            }
        }
    }

    // -- in place of public natives --

    /** In place of {@link Thread#sleep(long)}. */
    public static void sleep(long millis) throws InterruptedException {
        enter();
        try {
            Thread.sleep(millis);
        } finally {
            exit();
        }
    }

    /** In place of {@link Object#wait(long)}. */
    @SuppressWarnings("WaitNotInLoop") // the caller has the loop
    public static void wait(Object monitor, long millis) throws InterruptedException {
        enter();
        try {
            monitor.wait(millis);
        } finally {
            exit();
        }
    }

    /** In place of {@link FileDescriptor#sync}. */
    public static void sync(FileDescriptor file) throws SyncFailedException {
        enter();
        try {
            file.sync();
        } finally {
            exit();
        }
    }

    /** In place of {@link RandomAccessFile#length}. */
    public static long length(RandomAccessFile file) throws IOException {
        enter();
        try {
            return file.length();
        } finally {
            exit();
        }
    }

    /** In place of {@link RandomAccessFile#setLength}. */
    public static void setLength(RandomAccessFile file, long length) throws IOException {
        enter();
        try {
            file.setLength(length);
        } finally {
            exit();
        }
    }

    private static long[] classify(Thread thread, long[] ifNot) {
        records.set(ifNot);
        Function<Thread, long @Nullable []> asked = classifier;
        long @Nullable [] record;
        try {
            record = asked == null ? null : asked.apply(thread);
        } catch (Throwable broken) {
            record = null;
        }
        if (record == null) {
            return ifNot;
        }
        records.set(record);
        return record;
    }
}
