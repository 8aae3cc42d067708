package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tries hooks on a thread of its own, beside the program. A hook that works notes in the thread's record when the call began.
 * Nothing is asked of the network, and nothing is told of it as a call that blocked, since the agent makes it.
 */
final class LiveTest {
    private static final Path FILE = Path.of(System.getProperty("java.home"), "release");

    private final long[] record = new long[Hook.SIZE];
    private final Map<String, Boolean> told = new LinkedHashMap<>();
    private volatile @Nullable Thread tester;

    private interface Call {
        void run() throws IOException, InterruptedException;
    }

    /** The record of the thread that tries; null for another one. */
    long @Nullable [] record(Thread thread) {
        return thread == tester ? record : null;
    }

    /** For each kind of call, whether the hook was told; the first who asks has them tried. */
    synchronized Map<String, Boolean> results() throws InterruptedException {
        Thread started = tester;
        if (started == null) {
            started = new AgentThread("bascule-test", this::all);
            tester = started;
            started.start();
        }
        started.join();
        return told;
    }

    private void all() {
        attempt("sleep", () -> Thread.sleep(0, 1));
        attempt("Object.wait", this::waitShortly);
        attempt("park: locks, latches, queues, futures", () -> LockSupport.parkNanos(1));
        attempt("files of java.io", () -> new FileInputStream(FILE.toFile()).close());
        attempt("names and attributes of files, java.io", () -> new File(FILE.toString()).exists());
        attempt("names and attributes of files, java.nio", () -> Files.isWritable(FILE));
        attempt("file channels", LiveTest::readChannel);
    }

    private void attempt(String kind, Call call) {
        record[Hook.BEGAN] = 0;
        try {
            call.run();
            told.put(kind, record[Hook.BEGAN] != 0);
        } catch (IOException | InterruptedException | SecurityException e) {
            told.remove(kind); // it says nothing
        }
    }

    @SuppressWarnings("WaitNotInLoop") // nobody notifies
    private void waitShortly() throws InterruptedException {
        synchronized (record) {
            record.wait(0, 1);
        }
    }

    private static void readChannel() throws IOException {
        try (FileChannel channel = FileChannel.open(FILE)) {
            channel.read(ByteBuffer.allocate(1));
        }
    }
}
