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
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 7;
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
            double[] nanos = new double[WARM_UP + ROUNDS];
            for (int round = 0; round < nanos.length; round++) {
                out.write(many);
                nanos[round] = time(in::read);
            }
            print("socket", nanos);
        }
    }

    private static void measure(String name, Body body) throws IOException {
        double[] nanos = new double[WARM_UP + ROUNDS];
        for (int round = 0; round < nanos.length; round++) {
            nanos[round] = time(body);
        }
        print(name, nanos);
    }

    private static double time(Body body) throws IOException {
        long began = System.nanoTime();
        for (int i = 0; i < CALLS; i++) {
            sink += body.call();
        }
        return (double) (System.nanoTime() - began) / CALLS;
    }

    private static void print(String name, double[] nanos) {
        double[] measured = Arrays.copyOfRange(nanos, WARM_UP, nanos.length);
        Arrays.sort(measured);
        System.out.printf("%s %.1f%n", name, measured[measured.length / 2]);
    }
}
