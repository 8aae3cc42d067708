package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Exchanger;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Two threads, each of which waits for what the other one must complete. */
final class TwoThreads implements Scenario {
    private static final String DONE = "done";

    @Override
    public About about() {
        return new About(
                "two-threads",
                "two threads each wait for what the other one must complete",
                "two threads that call result() on each other's Future",
                "Nobody can tell who will complete a plain CompletableFuture, so nobody can tell that nobody will, and"
                        + " the JVM's detector knows locks only. An owned promise says who must complete it. So Bascule"
                        + " sees the circle as it closes, and refuses that one wait; the thread can still keep its"
                        + " promise, and then the other one goes on.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Run plain = trials.wrong(
                "theirs.get(), then mine.complete(..), in both threads",
                () -> trade("plain-", name -> new CompletableFuture<>(), trials.length(1)));
        Run owned = trials.bascule(
                "the same, with mine = Bridge.ownedPromise(name)",
                () -> trade("", Bridge::ownedPromise, trials.patience()));
        return List.of(
                new Check("the plain threads hang", plain.hung()),
                new Check("the JVM's own deadlock detector does not see it", Stuck.isUnseenByJvm(plain)),
                new Check("with owned promises Bascule explains: BSC003", owned.refusedWith("BSC003")),
                new Check("one thread is the victim, the other one gets its result", Endings.hasOneVictim(owned)),
                Check.ratio(
                        "time until all is over, against the time lost in the hang",
                        owned.millis(),
                        plain.millis(),
                        0.5));
    }

    private static Seen trade(String prefix, Function<String, CompletableFuture<String>> promise, Duration patience)
            throws InterruptedException {
        Exchanger<CompletableFuture<String>> counter = new Exchanger<>();
        FutureTask<String> seller = new FutureTask<>(side(promise, "goods", counter));
        FutureTask<String> buyer = new FutureTask<>(side(promise, "money", counter));
        List<Thread> threads = List.of(new Thread(seller, prefix + "seller"), new Thread(buyer, prefix + "buyer"));
        long began = System.nanoTime();
        threads.forEach(Thread::start);
        try {
            return Endings.of(List.of(seller, buyer), patience).seen(began, DONE, () -> evidence(threads));
        } finally {
            for (Thread thread : threads) {
                thread.interrupt(); // lets it go, if it is stuck
                thread.join();
            }
        }
    }

    /** Makes a promise, meets the other side, and waits for theirs before it keeps its own. */
    private static Callable<String> side(
            Function<String, CompletableFuture<String>> promise,
            String what,
            Exchanger<CompletableFuture<String>> counter) {
        return () -> {
            CompletableFuture<String> mine = promise.apply(what);
            try {
                CompletableFuture<String> theirs = counter.exchange(mine);
                theirs.get();
                return DONE;
            } finally {
                mine.complete(what);
            }
        };
    }

    private static String evidence(List<Thread> threads) {
        return Stuck.describe(threads.get(0)) + ".\n" + Stuck.describe(threads.get(1)) + ".\n" + Stuck.verdictOfJvm();
    }
}
