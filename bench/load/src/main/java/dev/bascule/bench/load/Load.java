package dev.bascule.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks a service that echoes, on so many connections, one request at a time on each: {@code PORT PID REQUESTS}. Prints the
 * processor time of the service for a request, in microseconds, and the 50th and 99th percentile of the time for an answer, in
 * microseconds, too. Before that it asks as often without looking.
 */
public final class Load {
    private static final int CONNECTIONS = 16;
    private static final byte[] BODY = "echo".repeat(32).getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST = ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
                    + BODY.length + "\r\n\r\n" + new String(BODY, StandardCharsets.US_ASCII))
            .getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final AtomicInteger left;
    private final int[] nanos;

    private Load(int port, int requests) {
        this.port = port;
        this.left = new AtomicInteger(requests);
        this.nanos = new int[requests];
    }

    public static void main(String[] arguments) throws InterruptedException {
        int port = Integer.parseInt(arguments[0]);
        ProcessHandle service = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
        int requests = Integer.parseInt(arguments[2]);
        new Load(port, requests).run();
        Duration before = cpu(service);
        Load load = new Load(port, requests);
        load.run();
        Duration used = cpu(service).minus(before);
        Arrays.sort(load.nanos);
        System.out.printf(
                "%.2f %.1f %.1f%n",
                used.toNanos() / 1e3 / requests, load.nanos[requests / 2] / 1e3, load.nanos[requests / 100 * 99] / 1e3);
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(this::ask);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void ask() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[4_096];
            for (int number = left.decrementAndGet(); number >= 0; number = left.decrementAndGet()) {
                long began = System.nanoTime();
                out.write(REQUEST);
                readAnswer(in, buffer);
                nanos[number] = (int) Math.min(Integer.MAX_VALUE, System.nanoTime() - began);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to the end of the body, which is the one that was sent. */
    private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
        int read = 0;
        int end = -1;
        while (end < 0 || read < end) {
            int count = in.read(buffer, read, buffer.length - read);
            if (count < 0) {
                throw new EOFException("the service closed the connection");
            }
            read += count;
            end = end < 0 ? endOf(buffer, read) : end;
        }
        if (!Arrays.equals(buffer, end - BODY.length, end, BODY, 0, BODY.length)) {
            throw new IOException("not the echo: " + new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
    }

    /** Where the answer ends; -1 if its head is not whole yet. */
    private static int endOf(byte[] buffer, int read) {
        for (int i = 3; i < read; i++) {
            if (buffer[i - 3] == '\r' && buffer[i - 2] == '\n' && buffer[i - 1] == '\r' && buffer[i] == '\n') {
                return i + 1 + BODY.length;
            }
        }
        return -1;
    }
}
