package dev.bascule.bench;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Time and heap of many things at once: {@code Scale timers 1000000}, or {@code awaits}, {@code calls}, {@code links}, with {@code
 * -XX:+UseSerialGC}. Prints nanoseconds from the first to the last, without the collections that weigh the heap in
 * between, and bytes of live heap when all are there. One JVM measures one size, after a warm-up with a tenth of 100,000.
 */
public final class Scale {
    private static final int WARM_UP = 10_000;
    private static final int WARM_UPS = 20;
    private static final int LOOKS = 20;

    private long nanos;
    private long bytes;

    private Scale() {}

    /** What, and how many. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        for (int i = 0; i < WARM_UPS; i++) {
            new Scale().measure(args[0], WARM_UP, false);
        }
        Scale scale = new Scale();
        scale.measure(args[0], count, true);
        System.out.printf(
                Locale.ROOT,
                "count %d ns/each %.1f bytes/each %.1f%n",
                count,
                (double) scale.nanos / count,
                (double) scale.bytes / count);
        System.exit(0);
    }

    private void measure(String what, int count, boolean weighed) throws Exception {
        switch (what) {
            case "timers" -> timers(count, weighed);
            case "awaits" -> awaits(count, weighed);
            case "calls" -> calls(count, weighed);
            case "links" -> links(count, weighed);
            default -> throw new IllegalArgumentException("no subject " + what);
        }
    }

    /** Runs the first half, weighs what it has left, and runs the second half. */
    private void halves(boolean weighed, Half fill, Half drain) throws Exception {
        long before = weighed ? Heap.used() : 0;
        long start = System.nanoTime();
        fill.run();
        nanos = System.nanoTime() - start;
        bytes = weighed ? Heap.used() - before : 0;
        long again = System.nanoTime();
        drain.run();
        nanos += System.nanoTime() - again;
    }

    private interface Half {
        void run() throws Exception;
    }

    /** Timers at scattered times that all fire when the clock jumps. */
    private void timers(int count, boolean weighed) throws Exception {
        Jump clock = new Jump();
        CountDownLatch fired = new CountDownLatch(count);
        Callable<Integer> tick = () -> {
            fired.countDown();
            return 1;
        };
        try (EventLoop loop = EventLoop.open(c -> c.withName("bench").withTimeSource(clock))) {
            halves(
                    weighed,
                    () -> {
                        for (int i = 0; i < count; i++) {
                            long nanos = 1_000_000 + (i * 2_654_435_761L & 0xFFFF_FFFFL);
                            loop.schedule(Duration.ofNanos(nanos), tick);
                        }
                        Bridge.await(loop.submit(() -> 1));
                    },
                    () -> {
                        clock.jump();
                        fired.await();
                    });
        }
    }

    /** Virtual threads that wait for one promise each. */
    private void awaits(int count, boolean weighed) throws Exception {
        List<CompletableFuture<Integer>> promises = new ArrayList<>(count);
        List<Thread> threads = new ArrayList<>(count);
        halves(
                weighed,
                () -> {
                    for (int i = 0; i < count; i++) {
                        CompletableFuture<Integer> promise = Bridge.promise("bench");
                        promises.add(promise);
                        threads.add(VirtualThreads.start(() -> await(promise)));
                    }
                    Heap.settle(threads);
                },
                () -> {
                    promises.forEach(promise -> promise.complete(1));
                    for (Thread thread : threads) {
                        thread.join();
                    }
                });
    }

    private static void await(CompletableFuture<Integer> promise) {
        try {
            Bridge.await(promise);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Calls that queue behind one, which then ends. */
    private void calls(int count, boolean weighed) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<Integer>> stages = new ArrayList<>(count);
        try (Offload offload =
                Offload.open(c -> c.withName("bench").withConcurrency(1).withQueueLimit(count))) {
            offload.call(() -> {
                go.await();
                return 1;
            });
            halves(
                    weighed,
                    () -> {
                        for (int i = 0; i < count; i++) {
                            stages.add(offload.call(() -> 1));
                        }
                    },
                    () -> {
                        go.countDown();
                        Bridge.await(stages.get(count - 1));
                    });
        }
    }

    /** Looks of one thread down a chain of threads, of which each waits for the next one's promise. */
    private void links(int count, boolean weighed) throws Exception {
        try (OwnerChain chain = new OwnerChain(count)) {
            chain.look();
            long start = System.nanoTime();
            for (int i = 0; i < LOOKS; i++) {
                chain.look();
            }
            nanos = (System.nanoTime() - start) / LOOKS;
            bytes = weighed ? chain.bytes() : 0;
        }
    }

    /** A clock that stands still until it jumps beyond all timers. */
    private static final class Jump implements TimeSource {
        private volatile long now;
        private volatile Runnable listener = () -> {};

        void jump() {
            now = Long.MAX_VALUE / 4;
            listener.run();
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void onJump(Runnable listener) {
            this.listener = listener;
        }
    }
}
