package dev.bascule.proof;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.offload.ThreadKind;
import dev.bascule.proof.Model.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** A real loop, offload or registered pool. Used again by the next script unless this one went wrong. */
record Venue(
        String name,
        Function<Callable<Object>, CompletableFuture<Object>> submitting,
        Function<Supplier<CompletionStage<Object>>, CompletableFuture<Object>> calling,
        Executor executor,
        Runnable closing) {

    /** Plain threads. */
    static final ExecutorService THREADS = Executors.newCachedThreadPool(daemons("thread"));

    /** Only where a virtual thread that blocks in a monitor leaves its carrier free. */
    private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 24;

    private static final AtomicLong NUMBER = new AtomicLong();
    private static final Duration LONG = Duration.ofHours(1);
    private static final Map<String, Queue<Venue>> SPARE = new ConcurrentHashMap<>();

    static Venue borrow(Place place) {
        Venue spare = spare(place).poll();
        return spare != null ? spare : open(place);
    }

    static void giveBack(Place place, Venue venue) {
        spare(place).add(venue);
    }

    private static Queue<Venue> spare(Place place) {
        return SPARE.computeIfAbsent(place.kind().name() + place.workers(), any -> new ConcurrentLinkedQueue<>());
    }

    /** Whatever still waits there ends. */
    void abandon() {
        closing.run();
    }

    private static Venue open(Place place) {
        return switch (place.kind()) {
            case LOOP -> loop();
            case OFFLOAD -> offload(place.workers());
            case POOL -> pool(place.workers());
        };
    }

    private static Venue loop() {
        String name = "loop-" + NUMBER.incrementAndGet();
        EventLoop loop = EventLoop.open(c -> c.withName(name).withSuspectAfter(LONG));
        return new Venue(name, loop::submit, loop::call, loop.executor(), () -> loop.close(Duration.ZERO));
    }

    private static Venue offload(int workers) {
        long number = NUMBER.incrementAndGet();
        ThreadKind threads = HAS_VIRTUAL && number % 2 == 0 ? ThreadKind.VIRTUAL : ThreadKind.PLATFORM;
        String name = "offload" + workers + "-" + number;
        Offload offload =
                Offload.open(c -> c.withName(name).withConcurrency(workers).withThreads(threads));
        return new Venue(name, offload::call, Venue::refuse, offload.executor(), () -> offload.close(Duration.ZERO));
    }

    private static Venue pool(int workers) {
        ExecutorService real = Executors.newFixedThreadPool(workers, daemons("pool"));
        String name = "pool" + workers + "-" + NUMBER.incrementAndGet();
        RegisteredExecutor pool = Bridge.register(real, name, workers);
        return new Venue(name, pool::call, Venue::refuse, pool, real::shutdownNow);
    }

    private static CompletableFuture<Object> refuse(Supplier<CompletionStage<Object>> function) {
        throw new UnsupportedOperationException("only a loop calls asynchronous functions: " + function);
    }

    private static ThreadFactory daemons(String name) {
        return work -> {
            Thread thread = new Thread(work, name + "-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
