package dev.bascule.inspect.model.catalog.threads;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

class ReactorNettyThreadsTest extends ThreadsTest {
    private static final List<DisposableServer> SERVERS = new ArrayList<>();

    @AfterAll
    static void close() {
        SERVERS.forEach(DisposableServer::disposeNow);
    }

    @Override
    List<String> files() {
        return List.of("reactor-netty.yaml");
    }

    @Override
    void probe() {
        servers();
        clients();
        connections();
    }

    private static HttpServer http() {
        return HttpServer.create().host("127.0.0.1").port(0);
    }

    private static TcpServer tcp() {
        return TcpServer.create().host("127.0.0.1").port(0);
    }

    private static HttpClient client(HttpServer configured) {
        DisposableServer server = configured.bindNow();
        SERVERS.add(server);
        return HttpClient.create().baseUrl("http://127.0.0.1:" + server.port());
    }

    private static void connect(TcpServer configured) {
        DisposableServer server = configured.bindNow();
        SERVERS.add(server);
        TcpClient.create().host("127.0.0.1").port(server.port()).connect().subscribe();
    }

    private void servers() {
        String server = "reactor.netty.http.server.HttpServer.";
        callback(
                server + "handle",
                seen -> client(http().handle((request, response) -> seen.here(response.send())))
                        .get()
                        .response()
                        .subscribe());
        callback(server + "route", seen -> http().route(routes -> seen.note()));
        callback(
                "reactor.netty.http.server.HttpServerRoutes.get",
                seen -> client(http().route(
                                        routes -> routes.get("/", (request, response) -> seen.here(response.send()))))
                        .get()
                        .uri("/")
                        .response()
                        .subscribe());
        value(
                "reactor.netty.http.server.HttpServerRequest.receive",
                seen -> client(http().handle((request, response) -> request.receive()
                                .aggregate()
                                .doOnTerminate(seen::note)
                                .then(response.send())))
                        .post()
                        .response()
                        .subscribe());
        value(
                "reactor.netty.transport.ServerTransport.bind",
                seen -> http().bind().doOnNext(SERVERS::add).subscribe(it -> seen.note()));
    }

    private void clients() {
        String receiver = "reactor.netty.http.client.HttpClient$ResponseReceiver.";
        HttpServer empty = http().handle((request, response) -> response.send());
        callback(
                receiver + "responseSingle",
                seen -> client(empty)
                        .get()
                        .responseSingle((response, body) -> seen.here(Mono.empty()))
                        .subscribe());
        callback(
                "reactor.netty.http.client.HttpClient$RequestSender.send",
                seen -> client(empty)
                        .post()
                        .send((request, out) -> seen.here(Mono.empty()))
                        .response()
                        .subscribe());
        callback(
                "reactor.netty.http.client.HttpClient.doOnRequest",
                seen -> client(empty)
                        .doOnRequest((request, connection) -> seen.note())
                        .get()
                        .response()
                        .subscribe());
        value(
                receiver + "responseContent",
                seen -> client(http().handle((request, response) -> response.sendString(Mono.just("hello"))))
                        .get()
                        .responseContent()
                        .subscribe(it -> seen.note()));
    }

    private void connections() {
        callback(
                "reactor.netty.tcp.TcpServer.handle",
                seen -> connect(tcp().handle((in, out) -> seen.here(Mono.empty()))));
        callback(
                "reactor.netty.transport.ServerTransport.doOnConnection",
                seen -> connect(tcp().doOnConnection(connection -> seen.note())));
        value(
                "reactor.netty.NettyInbound.receive",
                seen -> connect(tcp().handle((in, out) ->
                                in.receive().doOnTerminate(seen::note).then())
                        .doOnConnection(Connection::dispose)));
    }
}
