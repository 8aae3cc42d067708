package dev.bascule.inspect.trusted.program;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A service of Spring WebFlux on Reactor Netty, with Spring's client. */
public final class WebFluxService {
    private final Handling handling;

    private WebFluxService(Handling handling) {
        this.handling = handling;
    }

    /** How many requests, and how the handler blocks. */
    public static void main(String[] arguments) throws Exception {
        new WebFluxService(new Handling(arguments[1])).run(Integer.parseInt(arguments[0]));
    }

    private void run(int requests) throws Exception {
        var routes = RouterFunctions.route().GET("/{n}", this::handle).build();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(routes)))
                .bindNow();
        WebClient client = WebClient.create("http://127.0.0.1:" + server.port());
        Load.run(requests, number -> ask(client, number));
        server.disposeNow();
    }

    private Mono<ServerResponse> handle(ServerRequest request) {
        return Mono.delay(Duration.ofMillis(1))
                .publishOn(Schedulers.parallel())
                .map(tick -> handling.answer(request.pathVariable("n")))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static CompletableFuture<String> ask(WebClient client, int number) {
        return client.get()
                .uri("/{n}", number)
                .retrieve()
                .bodyToMono(String.class)
                .toFuture();
    }
}
