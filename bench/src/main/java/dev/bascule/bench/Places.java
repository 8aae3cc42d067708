package dev.bascule.bench;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.ThreadKind;
import io.vertx.core.Context;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Places for blocking calls, {@value #CONCURRENCY} at a time, each with a loop to come back to. */
public class Places {
    static final int CONCURRENCY = 16;

    private Places() {}

    /** Ours, with the default kind of thread. */
    @State(Scope.Benchmark)
    public static class Bascule {
        final Offload offload = Offload.open(c -> c.withName("bench").withConcurrency(CONCURRENCY));
        final EventLoop loop = EventLoop.open("bench");

        @TearDown
        public void close() {
            offload.close();
            loop.close();
        }
    }

    /** Ours on the kind of thread that Reactor and Vert.x use. */
    @State(Scope.Benchmark)
    public static class BasculePlatform {
        final Offload offload = Offload.open(
                c -> c.withName("bench").withConcurrency(CONCURRENCY).withThreads(ThreadKind.PLATFORM));
        final EventLoop loop = EventLoop.open("bench");

        @TearDown
        public void close() {
            offload.close();
            loop.close();
        }
    }

    /** What one writes by hand: a semaphore and a virtual thread per call; before JDK 21 a fixed pool. */
    @State(Scope.Benchmark)
    public static class ByHand {
        private final Semaphore permits = new Semaphore(CONCURRENCY);
        private final boolean virtual = VirtualThreads.exist();
        private final ExecutorService executor =
                virtual ? VirtualThreads.newExecutor() : Executors.newFixedThreadPool(CONCURRENCY);
        final ExecutorService loop = Executors.newSingleThreadExecutor();

        <T> CompletableFuture<T> call(Callable<T> work) {
            return CompletableFuture.supplyAsync(() -> virtual ? permitted(work) : perform(work), executor);
        }

        private <T> T permitted(Callable<T> work) {
            permits.acquireUninterruptibly();
            try {
                return perform(work);
            } finally {
                permits.release();
            }
        }

        private static <T> T perform(Callable<T> work) {
            try {
                return work.call();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }

        @TearDown
        public void close() {
            executor.shutdownNow();
            loop.shutdownNow();
        }
    }

    /** Reactor's bounded elastic scheduler, and a single one to come back to. */
    @State(Scope.Benchmark)
    public static class Reactor {
        final Scheduler elastic = Schedulers.newBoundedElastic(CONCURRENCY, Integer.MAX_VALUE, "bench");
        final Scheduler loop = Schedulers.newSingle("loop");

        @TearDown
        public void close() {
            elastic.dispose();
            loop.dispose();
        }
    }

    /** Vert.x with a worker pool of the same size. */
    @State(Scope.Benchmark)
    public static class Vertx {
        private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(CONCURRENCY));
        final Context context = vertx.getOrCreateContext();

        @TearDown
        public void close() {
            vertx.close();
        }
    }
}
