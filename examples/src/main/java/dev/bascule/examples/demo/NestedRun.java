package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.Nesting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A callback of a running loop calls a function that runs async code from start to end. */
final class NestedRun implements Scenario {
    private static final String REPLY = "pong";

    @Override
    public About about() {
        return new About(
                "nested-run",
                "a callback of a running loop calls a function that runs async code to its end",
                "asyncio.run() cannot be called from a running event loop; nest_asyncio",
                "On the same loop, run waits for callbacks that cannot run before it returns. On a second loop it"
                        + " returns, but the first one stands still all the while. Bascule refuses a run inside a"
                        + " running loop, or, when a Nesting says what else may run, does it on that very loop.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration length = trials.length(0.5);
        Duration patience = trials.patience();
        Run same = trials.wrong("run(ping) on the same loop", () -> sameLoop(length, trials.length(1)));
        Run second = trials.wrong("run(ping) on a second loop", () -> secondLoop(length, patience));
        Run refused = trials.bascule("Bridge.run(ping)", () -> bascule(length, patience, ping -> Bridge.run(ping)));
        Run nested = trials.bascule(
                "Bridge.run(Nesting.ALL, ping)",
                () -> bascule(length, patience, ping -> Bridge.run(Nesting.ALL, ping)));
        return List.of(
                new Check("a run on the same plain loop hangs", same.hung()),
                new Check("Bascule explains instead: BSC004", refused.refusedWith("BSC004")),
                new Check("a second loop and Bascule's nesting both give the reply", bothReply(second, nested)),
                Check.ratio("ticker's worst lag, nested against the second loop", nested.lag(), second.lag(), 0.5));
    }

    private static boolean bothReply(Run second, Run nested) {
        return second.completed() && nested.completed();
    }

    /** The asynchronous function: the reply comes after a while, by way of the loop. */
    private static CompletableFuture<String> ping(PlainLoop loop, Duration length) {
        return loop.schedule(length, () -> REPLY);
    }

    private static Seen sameLoop(Duration length, Duration patience) throws InterruptedException {
        try (PlainLoop loop = new PlainLoop("plain-loop")) {
            Ticker ticker = Ticker.on(loop);
            return loop.see(() -> plainRun(loop, length), REPLY, patience).withLag(ticker);
        }
    }

    private static Seen secondLoop(Duration length, Duration patience) throws InterruptedException {
        try (PlainLoop loop = new PlainLoop("plain-loop");
                PlainLoop second = new PlainLoop("second-loop")) {
            Ticker ticker = Ticker.on(loop);
            return loop.see(() -> plainRun(second, length), REPLY, patience).withLag(ticker);
        }
    }

    /** What many code bases have as a helper. */
    private static String plainRun(PlainLoop loop, Duration length) throws Exception {
        return loop.supply(() -> ping(loop, length)).thenCompose(reply -> reply).get();
    }

    private static Seen bascule(Duration length, Duration patience, Runner runner) throws InterruptedException {
        try (EventLoop loop = EventLoop.open("orders")) {
            Ticker ticker = Ticker.on(loop);
            long began = System.nanoTime();
            CompletableFuture<String> reply = loop.submit(() -> runner.run(() -> loop.schedule(length, () -> REPLY)));
            Seen seen = Seen.ending(began, reply, REPLY, patience);
            return seen.outcome() == Outcome.COMPLETED ? seen.withLag(ticker) : seen;
        }
    }

    /** The form of {@code Bridge.run} in use. */
    private interface Runner {
        String run(Supplier<CompletableFuture<String>> ping) throws InterruptedException;
    }
}
