package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Two async calls on one loop each call a slow sync function. */
final class FrozenLoop implements Scenario {

    @Override
    public About about() {
        return new About(
                "frozen-loop",
                "two async calls on one loop each call a slow sync function",
                "time.sleep() or requests.get() inside a coroutine",
                "A loop has one thread. While a blocking function holds it, the second call waits for its turn and"
                        + " every timer stands still. Offload.wrap makes the same function an async one: it blocks"
                        + " threads of the offload, both calls at the same time, and the loop stays free.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration length = trials.length(1);
        long patience = trials.patience().toNanos();
        Run plain = trials.wrong("slow() in two callbacks", () -> plain(length, patience));
        Run bascule = trials.bascule("Offload.io().wrap(slow), called twice", () -> bascule(length, patience));
        return List.of(
                new Check("both ways give both results", plain.completed() && bascule.completed()),
                Check.ratio("time with Bascule against the wrong way", bascule.millis(), plain.millis(), 0.75),
                Check.ratio("ticker's worst lag against the wrong way", bascule.lag(), plain.lag(), 0.5));
    }

    /** The specimen: it really blocks its thread, as a driver or an old client library does. */
    private static int slow(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        return 1;
    }

    private static Seen plain(Duration length, long patience) throws Exception {
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            CompletableFuture<Integer> first = loop.supply(() -> slow(length));
            CompletableFuture<Integer> second = loop.supply(() -> slow(length));
            int done = first.thenCombine(second, Integer::sum).get(patience, TimeUnit.NANOSECONDS);
            return Seen.result(began, done, 2).withLag(ticker);
        }
    }

    private static Seen bascule(Duration length, long patience) throws Exception {
        Supplier<CompletableFuture<Integer>> slow = Offload.io().wrap(() -> slow(length));
        try (EventLoop loop = EventLoop.open("orders")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            CompletableFuture<Integer> first = loop.call(slow);
            CompletableFuture<Integer> second = loop.call(slow);
            int done = Bridge.await(first.thenCombine(second, Integer::sum), Duration.ofNanos(patience));
            return Seen.result(began, done, 2).withLag(ticker);
        }
    }
}
