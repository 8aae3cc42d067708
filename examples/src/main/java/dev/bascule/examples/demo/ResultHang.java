package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sync code on a loop's own thread waits for an async call that needs that loop. */
final class ResultHang implements Scenario {
    private static final int PRICE = 21;
    private static final int TOTAL = 2 * PRICE;

    @Override
    public About about() {
        return new About(
                "result-hang",
                "sync code on a loop's own thread waits for an async call that needs that loop",
                "future.result() on the event loop's own thread",
                "The callback waits for a result that only a later callback of the same thread can give, and that"
                        + " thread is busy waiting. Bascule sees whose thread it is on: it refuses the wait and says"
                        + " why, or runs just the work that the result needs and then goes on.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration delay = trials.length(0.1);
        Run plain = trials.wrong("future.get() in a callback", () -> plain(delay, trials.length(1)));
        Run forbid = trials.bascule(
                "Bridge.await(future), Nesting.FORBID", () -> bascule(delay, Nesting.FORBID, trials.patience()));
        Run relevant = trials.bascule(
                "Bridge.await(future), Nesting.RELEVANT", () -> bascule(delay, Nesting.RELEVANT, trials.patience()));
        return List.of(
                new Check("the plain loop hangs", plain.hung()),
                new Check("where nesting is forbidden, Bascule explains: BSC001", forbid.refusedWith("BSC001")),
                Check.ratio(
                        "time until it explains, against the time lost in the hang",
                        forbid.millis(),
                        plain.millis(),
                        0.5),
                new Check("with relevant nesting the same code gives its result", relevant.completed()));
    }

    private static Seen plain(Duration delay, Duration patience) throws InterruptedException {
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            return loop.see(
                    () -> {
                        CompletableFuture<Integer> price = loop.schedule(delay, () -> PRICE); // needs the loop
                        return 2 * price.get();
                    },
                    TOTAL,
                    patience);
        }
    }

    private static Seen bascule(Duration delay, Nesting nesting, Duration patience) throws InterruptedException {
        try (EventLoop loop = EventLoop.open(c -> c.withName("orders").withNesting(nesting))) {
            CountDownLatch arrived = new CountDownLatch(1);
            long began = System.nanoTime();
            CompletableFuture<Integer> total = loop.submit(() -> {
                CompletableFuture<Integer> price = loop.schedule(delay, () -> PRICE); // needs the loop
                price.thenRun(arrived::countDown);
                return 2 * Bridge.await(price);
            });
            Seen seen = Seen.ending(began, total, TOTAL, patience);
            if (!arrived.await(
                    patience.toNanos(), TimeUnit.NANOSECONDS)) { // whatever became of the wait, the loop lives
                throw new IllegalStateException("the loop is dead");
            }
            return seen;
        }
    }
}
