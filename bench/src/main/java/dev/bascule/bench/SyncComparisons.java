package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;
import dev.bascule.bench.Comparison.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is promised of locks, semaphores and queues. */
final class SyncComparisons {
    private static final Limit AHEAD = Limit.ratio(1);
    private static final Limit TWICE_AS_FAST = Limit.ratio(0.5);
    private static final Limit NEAR = Limit.ratio(1.2);
    private static final Limit TWICE = Limit.ratio(2);
    private static final Limit HUNDRED_TIMES_AS_FAST = Limit.ratio(0.01);
    private static final Limit NO_WAKE_UP = Limit.ratio(0.3);
    private static final Limit WEIGHT = Limit.ratio(1.25);
    private static final Limit STATED = Limit.none();
    private static final String NO_SPINNING = "-Dbascule.spins=0";

    private final List<Comparison> rows = new ArrayList<>();

    private SyncComparisons() {}

    static List<Comparison> all() {
        SyncComparisons all = new SyncComparisons();
        all.uncontended("lock", "Lock", "ReentrantLock", TWICE_AS_FAST);
        all.uncontended("semaphore", "Semaphore", "Semaphore", AHEAD);
        all.uncontended("read lock", "ReadLock", "ReentrantReadWriteLock", AHEAD);
        List.of("2", "8", "64").forEach(all::contended);
        all.turns();
        List.of("1024", "16").forEach(all::queues);
        all.waiters();
        all.items();
        all.idle();
        return List.copyOf(all.rows);
    }

    private void add(String work, Case ours, String peer, Case theirs, Limit limit) {
        rows.add(new Comparison("sync, " + work, ours, peer, theirs, Measure.TIME, limit));
    }

    private void weigh(String work, String ours, String peer, String theirs, Limit limit) {
        rows.add(new Comparison(
                "sync, memory, " + work, Case.memory(ours), peer, Case.memory(theirs), Measure.BYTES, limit));
    }

    // -- locks --

    private void uncontended(String what, String method, String jdk, Limit async) {
        Function<String, Case> of = who -> Case.jmh("UncontendedBenchmark." + who);
        add(what, of.apply("bascule" + method), jdk, of.apply("jdk" + method), NEAR);
        add(
                what + ", by scope",
                of.apply("bascule" + method + "Scope"),
                jdk,
                of.apply("jdk" + method + "Scope"),
                STATED);
        asyncutil(what + ", async", method + "Async", async);
        asyncutil(what + ", async, continued", method + "Then", AHEAD);
    }

    private void asyncutil(String work, String method, Limit limit) {
        Case ours = Case.jmh("UncontendedBenchmark.bascule" + method);
        add(work, ours, "asyncutil", Case.jmh("UncontendedBenchmark.asyncutil" + method), limit);
    }

    private void contended(String threads) {
        String work = "lock, " + threads + " threads";
        Function<String, Case> of = who -> Case.jmh("ContendedBenchmark." + who, "threads", threads);
        Case ours = of.apply("bascule");
        add(work, ours, "ReentrantLock", of.apply("jdk"), TWICE);
        add(work, ours, "asyncutil", of.apply("asyncutil"), HUNDRED_TIMES_AS_FAST);
    }

    private void turns() {
        Case parking = Case.jmhOnOneCpu("TurnBenchmark.bascule").with(NO_SPINNING);
        add("turn, without spinning", parking, "park", Case.jmhOnOneCpu("TurnBenchmark.park"), NEAR);
        add("turn", Case.jmh("TurnBenchmark.bascule"), "park", Case.jmh("TurnBenchmark.park"), NO_WAKE_UP);
    }

    // -- queues --

    private void queues(String slots) {
        String work = "queue, " + slots + " slots, ";
        between(work + "thread to thread", "platform", slots, NEAR);
        crossing(work + "thread to loop", "ToLoop", slots, List.of("Kotlin", "SubmissionPublisher"));
        crossing(work + "loop to thread", "FromLoop", slots, List.of("Kotlin"));
        between(work + "virtual to virtual", "virtual", slots, AHEAD);
    }

    private void between(String work, String thread, String slots, Limit arrayQueue) {
        Function<String, Case> of = who -> Case.jmh("QueueBenchmark." + who, "thread", thread, "slots", slots);
        Case ours = of.apply("bascule");
        add(work, ours, "ArrayBlockingQueue", of.apply("arrayQueue"), arrayQueue);
        add(work, ours, "LinkedBlockingQueue", of.apply("linkedQueue"), AHEAD);
        add(work, ours, "jox", of.apply("jox"), AHEAD);
    }

    private void crossing(String work, String direction, String slots, List<String> peers) {
        Function<String, Case> of = who -> Case.jmh("LoopQueueBenchmark." + who + direction, "slots", slots);
        for (String peer : peers) {
            String who = peer.equals("Kotlin") ? "kotlin" : "publisher";
            add(work, of.apply("bascule"), peer, of.apply(who), AHEAD);
        }
    }

    // -- memory --

    private void waiters() {
        weigh("thread that waits for a lock", "wait.bascule", "ReentrantLock", "wait.jdk", WEIGHT);
        weigh("pending acquire", "acquire.bascule", "asyncutil", "acquire.asyncutil", STATED);
    }

    private void items() {
        weigh("queued item", "item.bascule", "ArrayBlockingQueue", "item.arrayQueue", WEIGHT);
        weigh("queued item", "item.bascule", "LinkedBlockingQueue", "item.linkedQueue", WEIGHT);
    }

    private void idle() {
        weigh("idle lock", "lock.bascule", "ReentrantLock", "lock.jdk", WEIGHT);
        weigh("idle lock", "lock.bascule", "asyncutil", "lock.asyncutil", STATED);
        weigh("idle semaphore", "semaphore.bascule", "Semaphore", "semaphore.jdk", WEIGHT);
        weigh("idle semaphore", "semaphore.bascule", "asyncutil", "semaphore.asyncutil", STATED);
        weigh("idle read-write lock", "readWriteLock.bascule", "ReentrantReadWriteLock", "readWriteLock.jdk", WEIGHT);
        weigh("idle read-write lock", "readWriteLock.bascule", "asyncutil", "readWriteLock.asyncutil", STATED);
        weigh("idle latch", "latch.bascule", "CountDownLatch", "latch.jdk", WEIGHT);
        weigh("idle queue of 16 slots", "queue.bascule", "ArrayBlockingQueue", "queue.arrayQueue", WEIGHT);
        weigh("idle queue of 16 slots", "queue.bascule", "LinkedBlockingQueue", "queue.linkedQueue", STATED);
    }
}
