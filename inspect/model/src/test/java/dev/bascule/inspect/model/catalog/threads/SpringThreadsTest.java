package dev.bascule.inspect.model.catalog.threads;

import static org.springframework.web.reactive.function.server.RequestPredicates.all;

import dev.bascule.inspect.model.catalog.RunsOn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.reactivestreams.Subscription;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class SpringThreadsTest extends ThreadsTest {
    private static final List<DisposableServer> SERVERS = new ArrayList<>();

    @AfterAll
    static void close() {
        SERVERS.forEach(DisposableServer::disposeNow);
    }

    @Override
    List<String> files() {
        return List.of("spring.yaml", "reactive-streams.yaml");
    }

    @Override
    void probe() {
        controllers();
        handlers();
        filters();
        clients();
        streams();
        inPlace();
        executor("org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor.<init>", seen -> {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setDaemon(true);
            executor.initialize();
            executor.execute(seen::note);
        });
    }

    // -- servers --

    private static URI open(HttpHandler handler) {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
        SERVERS.add(server);
        return URI.create("http://127.0.0.1:" + server.port() + "/");
    }

    private static void serve(HttpHandler handler) {
        HttpClient.newHttpClient()
                .sendAsync(HttpRequest.newBuilder(open(handler)).build(), BodyHandlers.discarding());
    }

    private static WebHandler empty() {
        return exchange -> Mono.empty();
    }

    private static void filter(WebFilter filter) {
        serve(WebHttpHandlerBuilder.webHandler(empty()).filter(filter).build());
    }

    @EnableWebFlux
    static class WebFlux {}

    @RestController
    static class Greeting {
        private final Seen seen;

        Greeting(Seen seen) {
            this.seen = seen;
        }

        @GetMapping("/")
        Mono<String> greet() {
            return seen.here(Mono.just("hello"));
        }
    }

    @RestController
    static class Failing {
        private final Seen seen;

        Failing(Seen seen) {
            this.seen = seen;
        }

        @GetMapping("/")
        Mono<String> greet() {
            return Mono.error(new IllegalStateException());
        }

        @ExceptionHandler
        Mono<String> failed(IllegalStateException failure) {
            return seen.here(Mono.just("failed"));
        }
    }

    private static <T> void control(Class<T> type, Supplier<T> controller) {
        var context = new AnnotationConfigApplicationContext();
        context.register(WebFlux.class);
        context.registerBean(type, controller);
        context.refresh();
        serve(WebHttpHandlerBuilder.applicationContext(context).build());
    }

    private void controllers() {
        calledFor(
                "org.springframework.web.bind.annotation.GetMapping",
                seen -> control(Greeting.class, () -> new Greeting(seen)));
        calledFor(
                "org.springframework.web.bind.annotation.ExceptionHandler",
                seen -> control(Failing.class, () -> new Failing(seen)));
    }

    private void handlers() {
        called(
                "org.springframework.http.server.reactive.HttpHandler",
                "handle",
                seen -> serve((request, response) -> seen.here(Mono.empty())));
        called(
                "org.springframework.web.server.WebHandler",
                "handle",
                seen -> serve(WebHttpHandlerBuilder.webHandler(exchange -> seen.here(Mono.empty()))
                        .build()));
        called(
                "org.springframework.web.server.WebExceptionHandler",
                "handle",
                seen -> serve(WebHttpHandlerBuilder.webHandler(exchange -> Mono.error(new IllegalStateException()))
                        .exceptionHandler((exchange, failure) -> seen.here(Mono.empty()))
                        .build()));
        called(
                "org.springframework.web.server.session.WebSessionManager",
                "getSession",
                seen -> serve(WebHttpHandlerBuilder.webHandler(empty())
                        .sessionManager(exchange -> seen.here(Mono.empty()))
                        .build()));
        Run route = seen -> serve(RouterFunctions.toHttpHandler(RouterFunctions.route(
                all(), request -> seen.here(ServerResponse.ok().build()))));
        called("org.springframework.web.reactive.function.server.HandlerFunction", "handle", route);
        callback("org.springframework.web.reactive.function.server.RouterFunctions.route", route);
        called(
                "org.springframework.web.reactive.function.server.HandlerFilterFunction",
                "filter",
                seen -> serve(RouterFunctions.toHttpHandler(RouterFunctions.route(
                                all(), request -> ServerResponse.ok().build())
                        .filter((request, next) -> seen.here(next.handle(request))))));
    }

    private void filters() {
        called(
                "org.springframework.web.server.WebFilter",
                "filter",
                seen -> filter((exchange, chain) -> seen.here(chain.filter(exchange))));
        called("org.springframework.security.authentication.ReactiveAuthenticationManager", "authenticate", seen -> {
            var token = new UsernamePasswordAuthenticationToken("user", "password");
            var filter = new AuthenticationWebFilter(
                    (org.springframework.security.authentication.ReactiveAuthenticationManager)
                            it -> seen.here(Mono.just(it)));
            filter.setServerAuthenticationConverter(exchange -> Mono.just(token));
            filter(filter);
        });
    }

    // -- clients --

    private static Mono<String> answer(Consumer<WebClient.Builder> configure) {
        URI server = open((request, response) -> response.setComplete());
        WebClient.Builder client = WebClient.builder();
        configure.accept(client);
        return client.build().get().uri(server).retrieve().bodyToMono(String.class);
    }

    private void clients() {
        value(
                "org.springframework.web.reactive.function.client.WebClient$ResponseSpec.bodyToMono",
                seen -> answer(client -> {}).doFinally(seen::here).subscribe());
        called("org.springframework.web.reactive.function.client.ExchangeFilterFunction", "filter", seen -> {
            Mono<String> answer = answer(client -> client.filter((request, next) -> seen.here(next.exchange(request))));
            serve((request, response) -> answer.then());
        });
    }

    /** What a server's loop asks of a publisher, and a client's loop gives to a subscriber. */
    private void streams() {
        called("org.reactivestreams.Subscriber", "onNext", seen -> {
            URI server = open((request, response) -> response.writeWith(Mono.just(bytes(response))));
            WebClient.create()
                    .get()
                    .uri(server)
                    .retrieve()
                    .bodyToMono(String.class)
                    .subscribe(new BaseSubscriber<>() {
                        @Override
                        protected void hookOnNext(String value) {
                            seen.note();
                        }
                    });
        });
        called(
                "org.reactivestreams.Subscription",
                "request",
                seen -> serve((request, response) ->
                        response.writeWith(subscriber -> subscriber.onSubscribe(new Subscription() {
                            @Override
                            public void request(long count) {
                                seen.note();
                                subscriber.onComplete();
                            }

                            @Override
                            public void cancel() {}
                        }))));
    }

    private static DataBuffer bytes(ServerHttpResponse response) {
        return response.bufferFactory().wrap(new byte[] {'a'});
    }

    // -- what runs where it is called --

    private void inPlace() {
        callback(
                "org.springframework.transaction.support.TransactionOperations.execute",
                seen -> TransactionOperations.withoutTransaction().execute(seen::here));
        callback(
                "org.springframework.jdbc.core.JdbcOperations.query",
                seen -> new JdbcTemplate(new DriverManagerDataSource("jdbc:sqlite::memory:"))
                        .query("select 1", (row, number) -> seen.here(RunsOn.CALLER)));
    }
}
