package dev.bascule.examples.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server whose handler is sync code: each request holds a thread of its pool, as in a servlet container. */
final class FileServer implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService pool;
    private final Loader loader;
    private final Tally tally;

    /** Gives the text of a file; the sync side of an async storage. */
    @FunctionalInterface
    interface Loader {
        String load(int number) throws Exception;
    }

    private FileServer(HttpServer server, ExecutorService pool, Loader loader, Tally tally) {
        this.server = server;
        this.pool = pool;
        this.loader = loader;
        this.tally = tally;
    }

    static FileServer start(Loader loader, Tally tally) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each response waits 40 ms for an ACK
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, body -> {
            Thread thread = new Thread(body, "http-handler");
            thread.setDaemon(true);
            return thread;
        });
        FileServer files = new FileServer(server, pool, loader, tally);
        server.setExecutor(pool);
        server.createContext("/", files::handle);
        server.start();
        return files;
    }

    URI uri(int number) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + number);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            byte[] body = loader.load(number).getBytes(StandardCharsets.UTF_8);
            tally.count("served");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is closing");
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("no response for " + exchange.getRequestURI(), e); // closes the connection
        }
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }
}
