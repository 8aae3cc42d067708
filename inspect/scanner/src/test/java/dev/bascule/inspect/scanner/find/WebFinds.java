package dev.bascule.inspect.scanner.find;

import dev.bascule.inspect.scanner.Expect;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Blocks the event loops of web frameworks. */
public class WebFinds {
    /** A controller of WebFlux. */
    @RestController
    public static class Shop {
        private final RestTemplate prices = new RestTemplate();
        private final WebClient client = WebClient.create();

        @GetMapping("/price")
        @Expect("BSC102")
        public Mono<String> asksBefore() {
            String price = prices.getForObject("http://prices", String.class);
            return Mono.just(price + "!");
        }

        @GetMapping("/later")
        @Expect("BSC102")
        public Mono<String> asksInside() {
            return Mono.fromCallable(() -> prices.getForObject("http://prices", String.class));
        }

        @GetMapping("/after")
        public Mono<String> asksAfter() {
            return client.get().retrieve().bodyToMono(String.class).map(this::ask);
        }

        @Expect("BSC102")
        private String ask(String name) {
            return prices.getForObject(name, String.class);
        }

        @GetMapping("/block")
        @Expect("BSC104")
        public Mono<String> blocks() {
            return Mono.just(client.get().retrieve().bodyToMono(String.class).block());
        }
    }

    /** A filter, as a class and as a function. */
    public static class Slow implements WebFilter {
        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return chain.filter(exchange).then(Mono.defer(() -> log(exchange.getRequest())));
        }

        @Expect("BSC105")
        private Mono<Void> log(ServerHttpRequest request) {
            LockSupport.park(request);
            return Mono.empty();
        }
    }

    @Expect("BSC105")
    public WebFilter asAFunction() {
        return (exchange, chain) -> {
            LockSupport.park();
            return chain.filter(exchange);
        };
    }

    public ExchangeFilterFunction ofAClient() {
        return (request, next) -> next.exchange(request).doOnNext(response -> parkInClient());
    }

    @Expect("BSC105")
    private static void parkInClient() {
        LockSupport.park();
    }

    @Expect("BSC105")
    public RouterFunction<ServerResponse> functional() {
        return RouterFunctions.route()
                .GET("/", request -> {
                    LockSupport.park();
                    return ServerResponse.ok().build();
                })
                .build();
    }

    /** Of Quarkus. */
    public static class Resource {
        @GET
        @Expect("BSC105")
        public Uni<String> returnsUni() {
            LockSupport.park();
            return Uni.createFrom().item("");
        }

        @GET
        @Expect("BSC104")
        public CompletionStage<String> returnsStage(Future<CompletionStage<String>> other) throws Exception {
            return other.get();
        }

        @GET
        @NonBlocking
        @Expect("BSC105")
        public String saysSo() {
            LockSupport.park();
            return "";
        }
    }

    /** Calls another service on the event loop of this one. */
    public static class Gateway extends ChannelInboundHandlerAdapter {
        private Channel channel;
        private MethodDescriptor<Object, Object> method;

        @Override
        @Expect("BSC102")
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, message));
        }
    }
}
