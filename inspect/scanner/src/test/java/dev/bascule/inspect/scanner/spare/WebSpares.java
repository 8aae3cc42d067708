package dev.bascule.inspect.scanner.spare;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import jakarta.ws.rs.GET;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Blocks where web frameworks may. */
public class WebSpares {
    private static String park() {
        LockSupport.parkNanos(1);
        return "";
    }

    /** A controller of Spring MVC and of WebFlux. */
    @RestController
    public static class Shop {
        private final RestTemplate prices = new RestTemplate();

        @GetMapping("/mvc")
        public String returnsNoPublisher() {
            return prices.getForObject("http://prices", String.class);
        }

        @GetMapping("/moved")
        public Mono<String> moved() {
            return Mono.fromCallable(() -> prices.getForObject("http://prices", String.class))
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @GetMapping("/movedInside")
        public Mono<String> movedInside(ServerWebExchange exchange) {
            return exchange.getFormData().publishOn(Schedulers.boundedElastic()).map(form -> ask(form.toString()));
        }

        private String ask(String name) {
            return prices.getForObject(name, String.class);
        }
    }

    /** A filter that moves the chain. */
    public static class Moves implements WebFilter {
        @Override
        public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
            return Mono.fromRunnable(WebSpares::park)
                    .subscribeOn(Schedulers.boundedElastic())
                    .then(chain.filter(exchange));
        }
    }

    /** Of Quarkus. */
    public static class Resource {
        @GET
        @Blocking
        public Uni<String> saysSo() {
            return Uni.createFrom().item(park());
        }

        @GET
        @RunOnVirtualThread
        public Uni<String> onAVirtualThread() {
            return Uni.createFrom().item(park());
        }

        @GET
        public String returnsNoUni() {
            return park();
        }

        @GET
        public Uni<String> moves() {
            return Uni.createFrom().item(WebSpares::park).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        }

        @GET
        public Uni<Object> polls(BlockingQueue<Object> queue) {
            return Uni.createFrom().item(queue.poll());
        }

        @GET
        public Uni<String> isThere(CompletableFuture<String> stage) {
            String value = stage.isDone() ? stage.join() : "";
            return Uni.createFrom().item(value);
        }
    }

    /** Deployed as a worker. */
    public static class Worker extends VerticleBase {
        @Override
        public Future<?> start() {
            return Future.succeededFuture(park());
        }
    }

    /** The same, by its class. */
    public static class OtherWorker extends VerticleBase {
        @Override
        public Future<?> start() {
            return Future.succeededFuture(park());
        }
    }

    public void deploys(Vertx vertx) {
        vertx.deployVerticle(
                new Worker(), new DeploymentOptions().setInstances(1).setThreadingModel(ThreadingModel.WORKER));
        DeploymentOptions options = new DeploymentOptions();
        options.setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        vertx.deployVerticle(OtherWorker::new, options);
    }
}
