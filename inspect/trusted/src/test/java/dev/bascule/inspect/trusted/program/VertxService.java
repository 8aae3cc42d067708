package dev.bascule.inspect.trusted.program;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.CompletableFuture;

/** A service on Vert.x whose handlers are written with Mutiny, as those of Quarkus are. */
public final class VertxService {
    private final Handling handling;
    private final Vertx vertx = Vertx.vertx();

    private VertxService(Handling handling) {
        this.handling = handling;
    }

    /** How many requests, and how the handler blocks. */
    public static void main(String[] arguments) throws Exception {
        new VertxService(new Handling(arguments[1])).run(Integer.parseInt(arguments[0]));
    }

    private void run(int requests) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        HttpClient client = vertx.createHttpClient();
        Load.run(requests, number -> ask(client, server.actualPort(), number));
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void handle(HttpServerRequest request) {
        Uni.createFrom()
                .item(request.getParam("n"))
                .chain(this::later)
                .map(handling::answer)
                .subscribe()
                .with(
                        request.response()::end,
                        failure -> request.response().setStatusCode(500).end());
    }

    private Uni<String> later(String question) {
        return Uni.createFrom().completionStage(vertx.timer(1).map(question).toCompletionStage());
    }

    private static CompletableFuture<String> ask(HttpClient client, int port, int number) {
        return client.request(HttpMethod.GET, port, "127.0.0.1", "/?n=" + number)
                .compose(request -> request.send())
                .compose(response -> response.body())
                .map(body -> body.toString())
                .toCompletionStage()
                .toCompletableFuture();
    }
}
