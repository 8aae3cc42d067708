package dev.bascule.inspect.agent.program;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Blocks in many ways on a thread that is called as an event loop's are. Each method blocks in one way. */
public final class Blocks {
    private static final Path FILE = Path.of(System.getProperty("java.home"), "release");

    private Blocks() {}

    interface Body {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Thread loop = new Thread(Blocks::all, arguments.length == 0 ? "reactor-http-1" : arguments[0]);
        loop.start();
        loop.join();
    }

    private static void all() {
        Body[] bodies = {
            Blocks::sleep,
            Blocks::await,
            Blocks::poll,
            Blocks::join,
            Blocks::joinThread,
            Blocks::permit,
            Blocks::lock,
            Blocks::waitFor,
            Blocks::readString,
            Blocks::exists,
            Blocks::open,
            Blocks::length,
            Blocks::resolve,
            Blocks::sockets,
            Blocks::process
        };
        for (Body body : bodies) {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void sleep() throws InterruptedException {
        Thread.sleep(2);
    }

    private static void await() throws InterruptedException {
        new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS);
    }

    private static void poll() throws InterruptedException {
        new LinkedBlockingQueue<>().poll(2, TimeUnit.MILLISECONDS);
    }

    private static void join() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        Thread waiter = Thread.currentThread();
        new Thread(() -> {
                    while (waiter.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    later.complete(null);
                })
                .start();
        later.join();
    }

    private static void joinThread() throws InterruptedException {
        Thread.currentThread().join(2);
    }

    private static void permit() throws InterruptedException {
        new Semaphore(0).tryAcquire(2, TimeUnit.MILLISECONDS);
    }

    private static void lock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread other = new Thread(lock::lock);
        other.start();
        while (!lock.isLocked()) {
            Thread.onSpinWait();
        }
        lock.tryLock(2, TimeUnit.MILLISECONDS);
    }

    private static void waitFor() throws InterruptedException {
        Object monitor = new Object();
        synchronized (monitor) {
            monitor.wait(2);
        }
    }

    private static void readString() throws IOException {
        Files.readString(FILE);
    }

    private static void exists() {
        new File(FILE.toString()).exists();
    }

    private static void open() throws IOException {
        new FileInputStream(FILE.toFile()).close();
    }

    private static void length() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(FILE.toFile(), "r")) {
            file.length();
        }
    }

    private static void resolve() throws IOException {
        InetAddress.getByName("localhost");
    }

    private static void sockets() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            accepted.getInputStream().read();
        }
    }

    private static void process() throws Exception {
        Process process = new ProcessBuilder("cat").start(); // until its input ends
        process.waitFor(2, TimeUnit.MILLISECONDS);
        process.destroy();
    }
}
