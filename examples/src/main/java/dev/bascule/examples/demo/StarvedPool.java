package dev.bascule.examples.demo;

import dev.bascule.Bridge;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every worker of a pool waits for a task that is queued on the same pool. */
final class StarvedPool implements Scenario {
    private static final int WORKERS = 2;
    private static final int PRICE = 21;
    private static final int TOTAL = 2 * PRICE;

    @Override
    public About about() {
        return new About(
                "starved-pool",
                "every worker of a fixed pool waits for a task that is queued on the same pool",
                "future.result() in a ThreadPoolExecutor's task, for a task of the same executor",
                "Each worker waits for a task that only a free worker could run, and none of them gets free. The JVM"
                        + " sees threads that wait, as idle ones do. A pool that was made known with Bridge.register"
                        + " refuses the wait that would close the trap, and all others go on; an Offload's workers run"
                        + " what they wait for themselves, so that there is no trap.");
    }

    @Override
    public List<Check> play(Trials trials) throws Exception {
        Duration patience = trials.patience();
        Run plain = trials.wrong("pool.submit(child).get() in every worker", () -> plain(trials.length(1)));
        Run registered =
                trials.bascule("the same, with Bridge.register(pool, \"reports\", 2)", () -> registered(patience));
        Run offload = trials.bascule("offload.call(child).get() in every worker", () -> offload(patience));
        return List.of(
                new Check("the plain pool hangs", plain.hung()),
                new Check("the JVM's own deadlock detector does not see it", Stuck.isUnseenByJvm(plain)),
                new Check("made known, the pool explains: BSC002", registered.refusedWith("BSC002")),
                new Check("one wait is the victim, the other worker gets its result", Endings.hasOneVictim(registered)),
                Check.ratio(
                        "time until all is over, against the time lost in the hang",
                        registered.millis(),
                        plain.millis(),
                        0.5),
                new Check("on an Offload the same code gives every result", offload.completed()));
    }

    private static Seen plain(Duration patience) throws Exception {
        try (PlainPool pool = new PlainPool("plain-pool", WORKERS)) {
            long began = System.nanoTime();
            Endings<Integer> endings = ends(pool.executor()::submit, patience);
            return endings.seen(began, TOTAL, pool::evidence);
        }
    }

    private static Seen registered(Duration patience) throws Exception {
        try (PlainPool pool = new PlainPool("pool", WORKERS)) {
            RegisteredExecutor known = Bridge.register(pool.executor(), "reports", WORKERS);
            long began = System.nanoTime();
            Endings<Integer> endings = ends(known::submit, patience);
            return endings.seen(began, TOTAL, pool::evidence);
        }
    }

    private static Seen offload(Duration patience) throws Exception {
        try (Offload offload = Offload.open(c -> c.withName("reports").withConcurrency(WORKERS))) {
            long began = System.nanoTime();
            Endings<Integer> endings = ends(offload::call, patience);
            return endings.seen(began, TOTAL, () -> "the offload's calls did not end");
        }
    }

    /** A parent on each worker, which makes a child once all workers are taken; and how they end. */
    private static Endings<Integer> ends(Function<Callable<Integer>, Future<Integer>> submit, Duration patience)
            throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(WORKERS);
        Callable<Integer> parent = () -> {
            taken.countDown();
            taken.await();
            return 2 * submit.apply(() -> PRICE).get();
        };
        return Endings.of(
                Stream.generate(() -> submit.apply(parent)).limit(WORKERS).toList(), patience);
    }
}
