package dev.bascule.inspect.agent.program;

import java.io.File;
import java.io.FileInputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Prints what comes of calls that are watched: values, exceptions, interrupts, locks and states. */
public final class Outcomes {
    private static final Path RELEASE = Path.of(System.getProperty("java.home"), "release");
    private static final Object MONITOR = new Object();

    private Outcomes() {}

    /** With an argument, in a class loader that has nothing above it but the JDK's core. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            URL classes = Outcomes.class.getProtectionDomain().getCodeSource().getLocation();
            try (URLClassLoader alone = new URLClassLoader(new URL[] {classes}, null)) {
                alone.loadClass(Outcomes.class.getName())
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) new String[0]);
            }
            return;
        }
        Thread loop = new Thread(Outcomes::all, "reactor-http-outcomes");
        loop.start();
        loop.join();
    }

    private static void all() {
        interrupts();
        timeouts();
        refusals();
        files();
        network();
        states();
    }

    private static void interrupts() {
        interrupted("sleep", () -> sleep(60_000));
        interrupted("sleep nanos", () -> sleep(60_000, 1));
        interrupted("wait", Outcomes::waitForever);
        interrupted("join", () -> joinMillis(Thread.currentThread(), 0));
        interrupted("park", () -> parked(LockSupport::park));
        interrupted("parkNanos", () -> parked(() -> LockSupport.parkNanos(MONITOR, Long.MAX_VALUE)));
        interrupted("latch", () -> new CountDownLatch(1).await(60, TimeUnit.SECONDS));
        interrupted("queue", () -> new ArrayBlockingQueue<>(1).take());
        interrupted("future", () -> new CompletableFuture<>().get());
        interrupted("semaphore", () -> new Semaphore(0).tryAcquire(60, TimeUnit.SECONDS));
        interrupted("lock", () -> {
            takenLock().lockInterruptibly();
            return "locked";
        });
        interrupted("channel", Outcomes::readChannel);
        interrupted("process", () -> {
            Process cat = new ProcessBuilder("cat").start();
            try {
                return cat.waitFor();
            } finally {
                cat.destroy();
            }
        });
    }

    private static Object readChannel() throws Exception {
        try (ServerSocketChannel server =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            return client.read(ByteBuffer.allocate(1));
        }
    }

    private static Object waitForever() throws InterruptedException {
        synchronized (MONITOR) {
            try {
                MONITOR.wait();
                return "notified";
            } finally {
                System.out.println("  owns the monitor: " + Thread.holdsLock(MONITOR));
            }
        }
    }

    /** Interrupted before, and interrupted meanwhile. */
    private static void interrupted(String name, Callable<?> call) {
        Thread.currentThread().interrupt();
        outcome(name + ", interrupted before", call);
        Thread caller = Thread.currentThread();
        CountDownLatch over = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (over.getCount() > 0 && !isIn(caller, name)) {
                Thread.yield();
            }
            caller.interrupt();
        });
        other.start();
        outcome(name + ", interrupted", call);
        over.countDown();
        end(other);
    }

    /** A read in native code looks as if it ran; that it is interrupted a little too early makes no difference. */
    private static boolean isIn(Thread thread, String name) {
        return name.equals("channel")
                || thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void timeouts() {
        outcome("poll", () -> new ArrayBlockingQueue<>(1).poll(1, TimeUnit.MILLISECONDS));
        outcome("get", () -> new CompletableFuture<>().get(1, TimeUnit.MILLISECONDS));
        outcome("tryAcquire", () -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS));
        outcome("tryLock", () -> takenLock().tryLock(1, TimeUnit.MILLISECONDS));
        outcome("wait", () -> {
            synchronized (MONITOR) {
                MONITOR.wait(1);
                return Thread.holdsLock(MONITOR);
            }
        });
        outcome("join", () -> joinMillis(Thread.currentThread(), 1));
        outcome("socket", () -> {
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                server.setSoTimeout(1);
                return server.accept();
            }
        });
    }

    private static void refusals() {
        outcome("sleep -1", () -> sleep(-1));
        outcome("sleep nanos", () -> sleep(0, 1_000_000));
        outcome("wait -1", () -> {
            synchronized (MONITOR) {
                MONITOR.wait(-1);
                return "waited";
            }
        });
        outcome("wait unowned", () -> {
            MONITOR.wait(1);
            return "waited";
        });
        outcome("join -1", () -> joinMillis(Thread.currentThread(), -1));
        outcome("unlock", () -> run(new ReentrantLock()::unlock));
        outcome("command", () -> new ProcessBuilder("/no/such/command").start());
        outcome("exit", () -> new ProcessBuilder("false").start().waitFor());
    }

    private static void files() {
        outcome("open", () -> new FileInputStream("/no/such/file"));
        outcome("open directory", () -> new FileInputStream("/"));
        outcome("read", () -> Files.readString(Path.of("/no/such/file")));
        outcome("stat", () -> new File("/no/such/file").length() + " " + new File("/no/such/file").exists());
        outcome("list", () -> Arrays.toString(new File("/no/such/file").list()));
        outcome("mkdir", () -> new File("/no/such/file").mkdir());
        outcome("size", () -> Files.size(RELEASE) == new File(RELEASE.toString()).length());
        outcome("random", Outcomes::random);
        outcome("read-only", () -> {
            try (FileChannel channel = FileChannel.open(RELEASE)) {
                return channel.write(ByteBuffer.allocate(1));
            }
        });
        outcome("closed", () -> {
            FileChannel channel = FileChannel.open(RELEASE);
            channel.close();
            return channel.read(ByteBuffer.allocate(1));
        });
    }

    private static Object random() throws Exception {
        File file = File.createTempFile("outcomes", ".tmp");
        try (RandomAccessFile random = new RandomAccessFile(file, "rw")) {
            random.writeInt(42);
            random.setLength(8);
            random.getFD().sync();
            random.seek(0);
            return random.length() + " " + random.readInt() + " " + random.readInt() + " " + random.read();
        } finally {
            System.out.println("  deleted: " + file.delete() + " " + file.delete());
        }
    }

    private static void network() {
        outcome("connect", () -> {
            int port;
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = server.getLocalPort();
            }
            return new Socket(InetAddress.getLoopbackAddress(), port);
        });
        outcome("name", () -> InetAddress.getByName("no host has blanks"));
        outcome("address", () -> InetAddress.getByName("127.0.0.1").getHostAddress());
        outcome(
                "reachable",
                () -> InetAddress.getByAddress(new byte[] {127, 0, 0, 1}).isReachable(1_000));
    }

    /** As another thread sees them. */
    private static void states() {
        state("sleep", () -> sleep(60_000));
        state("wait", Outcomes::waitForever);
        state("park", () -> parked(() -> LockSupport.park(MONITOR)));
        state("join", () -> joinMillis(Thread.currentThread(), 60_000));
    }

    private static void state(String name, Callable<?> call) {
        Thread caller = Thread.currentThread();
        Thread other = new Thread(() -> {
            while (!isIn(caller, name) || caller.getState() == Thread.State.RUNNABLE) {
                Thread.yield();
            }
            System.out.println(
                    name + " is " + caller.getState() + ", blocker " + (LockSupport.getBlocker(caller) == MONITOR));
            caller.interrupt();
        });
        other.start();
        outcome(name, call);
        end(other);
    }

    /** Does not wait, since what waits is interrupted. */
    private static void end(Thread other) {
        while (other.isAlive()) {
            Thread.yield();
        }
        Thread.interrupted();
    }

    /** It may come back for no reason. */
    private static Object parked(Runnable park) {
        while (!Thread.currentThread().isInterrupted()) {
            park.run();
        }
        return "parked";
    }

    private static ReentrantLock takenLock() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        new Thread(lock::lock).start();
        while (!lock.isLocked()) {
            Thread.onSpinWait();
        }
        return lock;
    }

    private static Object sleep(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return "slept";
    }

    private static Object sleep(long millis, int nanos) throws InterruptedException {
        Thread.sleep(millis, nanos);
        return "slept";
    }

    private static Object joinMillis(Thread thread, long millis) throws InterruptedException {
        thread.join(millis);
        return "joined";
    }

    private static Object run(Runnable body) {
        body.run();
        return "ran";
    }

    private static void outcome(String name, Callable<?> call) {
        String outcome;
        try {
            outcome = String.valueOf(call.call());
        } catch (Throwable e) {
            outcome = e.getClass().getName() + ": " + e.getMessage() + ", because of " + e.getCause();
        }
        System.out.println(name + ": " + outcome + ", interrupted " + Thread.interrupted());
    }
}
