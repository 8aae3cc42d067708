package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Heavy computation on a loop. */
final class CpuBound implements Scenario {

    @Override
    public About about() {
        return new About(
                "cpu-bound",
                "a heavy computation in a callback of a loop",
                "a CPU-bound function inside a coroutine",
                "Nothing blocks here, and yet the loop stands still: its one thread computes. Offload.cpu() computes on"
                        + " threads of its own, one for each core, so that the loop's thread is there when a callback is"
                        + " due. The computation takes as long as it takes.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        trials.prepare("sizing the computation for this machine");
        Primes primes = Primes.lasting(trials.length(1));
        long patience = trials.patience().toSeconds();
        Run plain = trials.wrong("countPrimes() in a callback", () -> plain(primes, patience));
        Run bascule = trials.bascule("Offload.cpu().call(countPrimes)", () -> bascule(primes, plain));
        return List.of(
                new Check("both ways count the same primes", plain.completed() && bascule.completed()),
                Check.ratio("ticker's worst lag against the wrong way", bascule.lag(), plain.lag(), 0.5));
    }

    private static Seen plain(Primes primes, long patience) throws Exception {
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            long count = loop.supply(primes::count).get(patience, TimeUnit.SECONDS);
            return Seen.result(began, count, count).withLag(ticker).withCounts(counts(primes, count));
        }
    }

    private static Seen bascule(Primes primes, Run plain) throws Exception {
        try (EventLoop loop = EventLoop.open("orders")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            long count = Bridge.await(loop.call(() -> Offload.cpu().call(primes::count)));
            return Seen.result(began, count, plain.count("primes"))
                    .withLag(ticker)
                    .withCounts(counts(primes, count));
        }
    }

    private static Map<String, Long> counts(Primes primes, long count) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("primes", count);
        counts.put("numbers", primes.numbers());
        return counts;
    }
}
