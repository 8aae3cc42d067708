package dev.bascule.bench.watch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What calls cost on a thread that nobody watches: nanoseconds each, the median of rounds. */
public final class Cost {
    /** So long that the compilers have done with what is measured, and with what the tools have left them to do. */
    private static final long WARM_UP_NANOS = 1_500_000_000;

    private static final int ROUNDS = 15;
    private static final int CALLS = 20_000;

    private static int sink;

    private Cost() {}

    private interface Body {
        int call() throws IOException;
    }

    public static void main(String[] arguments) throws IOException {
        Thread self = Thread.currentThread();
        File file = File.createTempFile("bascule", ".cost");
        try (RandomAccessFile random = new RandomAccessFile(file, "rw")) {
            random.write(new byte[1]);
            measure("park", () -> {
                LockSupport.unpark(self);
                LockSupport.park();
                return 1;
            });
            measure("file", () -> {
                random.seek(0);
                return random.read();
            });
            measure("exists", () -> file.exists() ? 1 : 0);
        } finally {
            sink += file.delete() ? 1 : 0;
        }
        socket();
    }

    /** A byte of those that have been written before. */
    private static void socket() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            OutputStream out = client.getOutputStream();
            InputStream in = accepted.getInputStream();
            byte[] many = new byte[CALLS];
            measure("socket", () -> out.write(many), in::read);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void measure(String name, Body body) throws IOException {
        measure(name, () -> {}, body);
    }

    private static void measure(String name, Step before, Body body) throws IOException {
        for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() - end < 0; ) {
            before.run();
            time(body);
        }
        double[] nanos = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            before.run();
            nanos[round] = time(body);
        }
        Arrays.sort(nanos);
        System.out.printf("%s %.1f%n", name, nanos[ROUNDS / 2]);
    }

    private static double time(Body body) throws IOException {
        long began = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            sink += body.call();
        }
        return (double) (System.nanoTime() - began) / CALLS;
    }
}
