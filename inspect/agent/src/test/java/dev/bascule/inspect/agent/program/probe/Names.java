package dev.bascule.inspect.agent.program.probe;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Names of machines, and HTTP. */
@SuppressWarnings({"ReturnValueIgnored", "CheckReturnValue", "URLEqualsHashCode"})
public final class Names implements AutoCloseable {
    private final InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    private final InetAddress other = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    private final HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;

    public Names() throws IOException {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    @Probe("jdk.dns")
    void getByName() throws IOException {
        InetAddress.getByName("localhost");
    }

    @Probe("jdk.dns")
    void getAllByName() throws IOException {
        InetAddress.getAllByName("localhost");
    }

    @Probe(value = "jdk.dns", once = true)
    void getLocalHost() throws IOException {
        InetAddress.getLocalHost();
    }

    @Probe("jdk.dns")
    void getHostName() {
        loopback.getHostName();
    }

    @Probe("jdk.dns")
    void getCanonicalHostName() {
        other.getCanonicalHostName();
    }

    @Probe("jdk.dns")
    void resolveSocketAddress() {
        new InetSocketAddress("localhost", 1);
    }

    @Probe("jdk.dns")
    void getHostNameOfSocketAddress() {
        new InetSocketAddress(loopback, 1).getHostName();
    }

    @Probe("jdk.dns")
    void isReachable() throws IOException {
        loopback.isReachable(100);
    }

    @Probe("jdk.dns")
    void isReachableThrough() throws IOException {
        loopback.isReachable(NetworkInterface.getByInetAddress(loopback), 1, 100);
    }

    @Probe("jdk.url")
    void hashOfUrl() throws IOException {
        new URL("http://localhost/").hashCode();
    }

    @Probe("jdk.url")
    void openStream() throws IOException {
        uri.toURL().openStream().close();
    }

    @Probe("jdk.url")
    void getResponseCode() throws IOException {
        ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
    }

    @Probe("jdk.http.send")
    void sendRequest() throws Exception {
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }

    @Probe("jdk.future.get")
    void sendRequestAsyncAndJoin() {
        client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .join();
    }
}
