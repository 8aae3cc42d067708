package dev.bascule.inspect.model.catalog.threads;

import com.sun.net.httpserver.HttpServer;
import dev.bascule.inspect.model.catalog.RunsOn;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

@SuppressWarnings({"CheckReturnValue", "ReturnValueIgnored"}) // which thread ran it is all that is asked
class JdkThreadsTest extends ThreadsTest {
    private static final String FUTURE = "java.util.concurrent.CompletableFuture.";
    private static final String STAGE = "java.util.concurrent.CompletionStage.";

    @Override
    List<String> files() {
        return List.of("jdk-callbacks.yaml");
    }

    @Override
    void probe() {
        starts();
        continuations();
        executors();
        functions();
        values();
    }

    private void starts() {
        callback(FUTURE + "supplyAsync(Supplier)", seen -> CompletableFuture.supplyAsync(() -> seen.here(1)));
        callback(FUTURE + "runAsync(Runnable)", seen -> CompletableFuture.runAsync(seen::note));
        callback(
                FUTURE + "supplyAsync(Supplier, Executor)",
                seen -> CompletableFuture.supplyAsync(() -> seen.here(1), Seen.executor()));
        callback(
                FUTURE + "completeAsync(Supplier, Executor)",
                seen -> new CompletableFuture<Integer>().completeAsync(() -> seen.here(1), Seen.executor()));
    }

    /** A future that a thread called upstream completes once the probe has added its function. */
    private static void later(java.util.function.Consumer<CompletableFuture<Integer>> chain) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        chain.accept(future);
        Seen.on(RunsOn.UPSTREAM, () -> future.complete(1));
    }

    private void continuations() {
        callback(STAGE + "thenApply", seen -> later(future -> future.thenApply(seen::here)));
        callback(STAGE + "thenCompose", seen -> later(future -> future.thenCompose(it -> seen.here(future))));
        callback(STAGE + "handle", seen -> later(future -> future.handle((it, failure) -> seen.here(it))));
        callback(STAGE + "whenComplete", seen -> later(future -> future.whenComplete((it, failure) -> seen.note())));
        callback(
                STAGE + "thenCombine",
                seen -> later(
                        future -> CompletableFuture.completedFuture(2).thenCombine(future, (a, b) -> seen.here(a))));
        callback(STAGE + "thenApplyAsync(Function)", seen -> later(future -> future.thenApplyAsync(seen::here)));
        callback(
                STAGE + "thenCombineAsync(CompletionStage, BiFunction)",
                seen -> later(future -> future.thenCombineAsync(future, (a, b) -> seen.here(a))));
        callback(
                STAGE + "thenApplyAsync(Function, Executor)",
                seen -> later(future -> future.thenApplyAsync(seen::here, Seen.executor())));
        callback(
                STAGE + "handleAsync(BiFunction, Executor)",
                seen -> later(future -> future.handleAsync((it, failure) -> seen.here(it), Seen.executor())));
        callback(
                STAGE + "thenCombineAsync(CompletionStage, BiFunction, Executor)",
                seen -> later(future -> future.thenCombineAsync(future, (a, b) -> seen.here(a), Seen.executor())));
    }

    private void executors() {
        callback(
                "java.util.concurrent.Executor.execute", seen -> Seen.executor().execute(seen::note));
        callback("java.lang.Thread.<init>", seen -> new Thread(seen::note).start());
        callback("java.util.Timer.schedule", seen -> new Timer(true).schedule(task(seen), 1));
        callback(
                "java.util.concurrent.CompletionService.submit",
                seen -> with(
                        Executors.newCachedThreadPool(),
                        pool -> new ExecutorCompletionService<Integer>(pool).submit(() -> seen.here(1))));
        callback(
                "java.util.concurrent.ForkJoinPool.execute",
                seen -> ForkJoinPool.commonPool().execute((Runnable) seen::note));
        executor(
                "java.util.concurrent.Executors.newFixedThreadPool",
                seen -> with(Executors.newFixedThreadPool(1), pool -> pool.execute(seen::note)));
        executor(
                "java.util.concurrent.Executors.newScheduledThreadPool",
                seen -> with(
                        Executors.newScheduledThreadPool(1),
                        pool -> pool.schedule(seen::note, 1, TimeUnit.MILLISECONDS)));
        executor(
                "java.util.concurrent.Executors.newWorkStealingPool",
                seen -> with(Executors.newWorkStealingPool(), pool -> pool.execute(seen::note)));
        executor("java.util.concurrent.ForkJoinPool.commonPool", seen -> {
            Executor pool = ForkJoinPool.commonPool();
            pool.execute(seen::note);
        });
    }

    private static TimerTask task(Seen seen) {
        return new TimerTask() {
            @Override
            public void run() {
                seen.note();
            }
        };
    }

    /** What was submitted before the shutdown still runs. */
    private static <E extends ExecutorService> void with(E pool, java.util.function.Consumer<E> use) {
        use.accept(pool);
        pool.shutdown();
    }

    private void functions() {
        callback("java.lang.Iterable.forEach", seen -> List.of(1).forEach(seen::here));
        callback("java.util.List.sort", seen -> new ArrayList<>(List.of(1, 2)).sort((a, b) -> seen.here(0)));
        callback("java.util.Map.computeIfAbsent", seen -> new HashMap<>().computeIfAbsent(1, seen::here));
        callback("java.util.Optional.map", seen -> Optional.of(1).map(seen::here));
        callback(
                "java.util.stream.Stream.map",
                seen -> Stream.of(1).map(seen::here).toList());
        callback(
                "java.lang.ThreadLocal.withInitial",
                seen -> ThreadLocal.withInitial(() -> seen.here(1)).get());
    }

    private void values() {
        value(
                FUTURE + "completedFuture",
                seen -> CompletableFuture.completedFuture(1).thenApply(seen::here));
        value("java.net.http.HttpClient.sendAsync", seen -> {
            CountDownLatch chained = new CountDownLatch(1);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newSingleThreadExecutor());
            server.createContext("/", exchange -> {
                await(chained);
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            HttpClient.newHttpClient()
                    .sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .thenAccept(response -> seen.note())
                    .whenComplete((done, failure) -> {
                        server.stop(0);
                        ((ExecutorService) server.getExecutor()).shutdown();
                    });
            chained.countDown();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
