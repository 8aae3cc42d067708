package dev.bascule.inspect.agent.program;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Logger;
import java.util.spi.ToolProvider;
import javax.crypto.Cipher;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** Does on a loop what may look like blocking, and is not, or is so only when a class is loaded: each in a method of its own. */
@SuppressWarnings("ReturnValueIgnored") // what counts is what the calls do on the way
public final class Harmless {
    private Harmless() {}

    interface Body {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        SSLContext context = SSLContext.getDefault();
        ExecutorService loop = Executors.newSingleThreadExecutor(body -> new Thread(body, "reactor-http-1"));
        for (Body body : all(context)) {
            loop.submit(() -> run(body)).get();
        }
        loop.shutdown();
        idleWorkers();
    }

    private static List<Body> all(SSLContext context) {
        return List.of(
                Harmless::locks,
                Harmless::queues,
                Harmless::futures,
                Harmless::channels,
                Harmless::datagrams,
                Harmless::selector,
                Harmless::pipe,
                Harmless::addresses,
                Harmless::random,
                Harmless::logging,
                Harmless::printing,
                Harmless::services,
                Harmless::numbers,
                Harmless::zones,
                Harmless::charsets,
                Harmless::digests,
                () -> handshake(context),
                Harmless::processes,
                Harmless::initialisers);
    }

    private static void run(Body body) {
        try {
            body.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void locks() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        lock.unlock();
        lock.tryLock();
        lock.tryLock(1, TimeUnit.SECONDS);
        synchronized (lock) {
            lock.notifyAll();
        }
        new Semaphore(1).acquire();
        new CountDownLatch(0).await();
    }

    private static void queues() throws InterruptedException {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        queue.poll();
        queue.put("a");
        queue.take();
        queue.offer("b", 1, TimeUnit.SECONDS);
        queue.poll(1, TimeUnit.SECONDS);
    }

    private static void futures() throws Exception {
        CompletableFuture<String> done = CompletableFuture.completedFuture("done");
        done.join();
        done.get();
        new CompletableFuture<String>().getNow("none");
    }

    private static void channels() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                SocketChannel client = SocketChannel.open()) {
            server.configureBlocking(false);
            client.configureBlocking(false);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.accept();
            client.connect(server.getLocalAddress());
            while (!client.finishConnect()) {
                Thread.onSpinWait();
            }
            client.write(ByteBuffer.allocate(1));
            client.read(ByteBuffer.allocate(1));
        }
    }

    private static void datagrams() throws Exception {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel.receive(ByteBuffer.allocate(1));
            channel.send(ByteBuffer.allocate(1), channel.getLocalAddress());
        }
    }

    private static void selector() throws Exception {
        try (Selector selector = Selector.open()) {
            selector.selectNow();
            selector.select(1);
            selector.wakeup();
            selector.select();
        }
    }

    private static void pipe() throws Exception {
        Pipe pipe = Pipe.open();
        try (Selector selector = Selector.open();
                Pipe.SinkChannel sink = pipe.sink();
                Pipe.SourceChannel source = pipe.source()) {
            source.configureBlocking(false);
            sink.configureBlocking(false);
            source.register(selector, SelectionKey.OP_READ);
            sink.write(ByteBuffer.allocate(1));
            selector.select();
            source.read(ByteBuffer.allocate(1));
        }
    }

    private static void addresses() throws Exception {
        InetAddress.getByName("127.0.0.1");
        new InetSocketAddress("::1", 80);
        InetSocketAddress.createUnresolved("example.org", 80);
    }

    private static void random() throws Exception {
        new SecureRandom().nextInt();
        SecureRandom.getInstance("NativePRNGNonBlocking").nextBytes(new byte[16]);
        UUID.randomUUID();
    }

    private static void logging() {
        Logger.getLogger("harmless").info("logged");
        System.getLogger("harmless").log(System.Logger.Level.WARNING, "logged, too");
    }

    private static void printing() {
        System.out.println("printed");
        System.err.printf("printed %s%n", "too");
        System.out.write('\n');
        System.out.flush();
    }

    private static void services() throws Exception {
        ServiceLoader.load(ToolProvider.class).forEach(tool -> tool.name());
        ServiceLoader.load(Body.class).findFirst();
        Class.forName("java.util.concurrent.Exchanger");
        Harmless.class.getClassLoader().loadClass("java.rmi.Remote");
        Harmless.class.getResource("none.txt");
    }

    private static void numbers() {
        String.format(Locale.FRANCE, "%,.2f", 1234.5);
    }

    private static void zones() {
        ZonedDateTime.now(ZoneId.of("Asia/Tokyo"));
    }

    private static void charsets() {
        "Stra\u00dfe".getBytes(Charset.forName("Big5"));
    }

    private static void digests() throws Exception {
        MessageDigest.getInstance("SHA-256").digest(new byte[10]);
        Cipher.getInstance("AES/GCM/NoPadding");
        KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    private static void handshake(SSLContext context) throws Exception {
        SSLEngine engine = context.createSSLEngine("localhost", 443);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(40_000));
    }

    private static void processes() {
        ProcessHandle.current().pid();
        Runtime.getRuntime().availableProcessors();
        Thread.yield();
        System.getProperty("user.home");
    }

    private static void initialisers() {
        Supplier<String> first = () -> Initialised.NAME;
        first.get();
    }

    private static final class Initialised {
        static final String NAME = Initialised.class.getSimpleName() + System.nanoTime();
    }

    /** Of pools that a framework might make: their threads are called as loops are, and run through code of the application. */
    private static void idleWorkers() throws Exception {
        ThreadFactory named = body -> new Thread(() -> body.run(), "parallel-1");
        ExecutorService one = Executors.newFixedThreadPool(1, named);
        ExecutorService timer = Executors.newScheduledThreadPool(1, named);
        one.submit(() -> 1).get();
        timer.submit(() -> 1).get();
        TimeUnit.MILLISECONDS.sleep(500); // the watchdog tells of what lasts for 100
        one.shutdown();
        timer.shutdown();
        one.awaitTermination(10, TimeUnit.SECONDS);
        timer.awaitTermination(10, TimeUnit.SECONDS);
    }
}
