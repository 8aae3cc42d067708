package dev.bascule.bench.load;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/**
 * So many virtual threads that sleep and wake five times; needs a JDK that has them. Prints the processor time of all in
 * milliseconds, and how often a carrier was pinned by a tenth as many.
 */
public final class Sleepers {
    private static final int TURNS = 5;

    private Sleepers() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        run(count);
        long before = cpu();
        run(count);
        long used = cpu() - before;
        System.out.printf("%.1f %d%n", used / 1e6, pinned(count / 10));
    }

    /** With fewer, and not while the time is taken: the recording has its own cost. */
    private static int pinned(int count) throws Exception {
        Path file = Files.createTempFile("bascule", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ZERO);
            recording.start();
            run(count);
            recording.dump(file);
            return RecordingFile.readAllEvents(file).size();
        } finally {
            Files.delete(file);
        }
    }

    private static void run(int count) throws Exception {
        Runnable body = () -> {
            try {
                for (int turn = 0; turn < TURNS; turn++) {
                    Thread.sleep(10);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        var start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add((Thread) start.invoke(null, body));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static long cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
