package dev.bascule.bench;

import dev.bascule.bench.Case.Measure;
import dev.bascule.bench.Comparison.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What is promised, row by row. */
final class Comparisons {
    private static final Limit AHEAD = Limit.ratio(1);
    private static final Limit NEAR_THE_LIMIT = Limit.ratio(1.15);
    private static final Limit SAME_EACH = Limit.ratio(1.5);
    private static final Limit SAME_BYTES = Limit.ratio(1.15);
    private static final Limit DONE = Limit.added(3);
    private static final Limit HAND_OFF = Limit.added(250);
    private static final Limit LOOK = Limit.added(1_000);
    /** With the promise that it owes, and all that is known of the thread. */
    private static final Limit OWNER = Limit.added(1_000);

    private static final Limit UNRELATED = Limit.ratio(1.1);
    private static final String PROOF_OFF = "-Dbascule.proof=off";
    private static final Limit WEIGHT = Limit.added(64);

    private final List<Comparison> rows = new ArrayList<>();

    private Comparisons() {}

    static List<Comparison> all() {
        Comparisons all = new Comparisons();
        all.awaits();
        all.proofs();
        all.offloads();
        all.loops();
        all.rows.addAll(SyncComparisons.all());
        all.memory();
        all.scale();
        return List.copyOf(all.rows);
    }

    private void add(String work, Case ours, String peer, Case theirs, Measure measure, Limit limit) {
        rows.add(new Comparison(work, ours, peer, theirs, measure, limit));
    }

    // -- waits --

    private void awaits() {
        Case get = Case.jmh("AwaitBenchmark.jdk");
        add("await, done", Case.jmh("AwaitBenchmark.bascule"), "get", get, Measure.TIME, DONE);
        add("await, done, guarded", Case.jmh("AwaitBenchmark.basculeGuarded"), "get", get, Measure.TIME, DONE);
        handOff("platform");
        handOff("virtual");
    }

    private void handOff(String thread) {
        String work = "await, hand-off, " + thread;
        Case ours = handOff("bascule", thread);
        Case guarded = handOff("basculePromise", thread);
        Case get = handOff("jdk", thread);
        add(work, ours, "get", get, Measure.CPU, HAND_OFF);
        add(work + ", guarded", guarded, "get", get, Measure.CPU, HAND_OFF);
        add(work, ours, "Reactor", handOff("reactor", thread), Measure.TIME, AHEAD);
        add(work, ours, "Mutiny", handOff("mutiny", thread), Measure.TIME, AHEAD);
        add(work, ours, "Kotlin", handOff("kotlin", thread), Measure.TIME, AHEAD);
    }

    private static Case handOff(String who, String thread) {
        return thread.equals("platform")
                ? Case.jmhOnOneCpu("HandOffBenchmark." + who, "thread", thread)
                : Case.jmh("HandOffBenchmark." + who, "thread", thread);
    }

    // -- the proof --

    private void proofs() {
        Case done = Case.jmh("AwaitBenchmark.basculeGuarded");
        add("proof, done", done, "off", done.with(PROOF_OFF), Measure.TIME, DONE);
        for (String thread : List.of("platform", "virtual")) {
            Case get = handOff("jdk", thread);
            for (String who : List.of("basculePromise", "basculeOwner")) {
                String work = "proof, hand-off, " + thread + (who.equals("basculeOwner") ? ", by an owner" : "");
                Case on = handOff(who, thread);
                add(work, on, "off", on.with(PROOF_OFF), Measure.CPU, HAND_OFF);
                add(work, on, "get", get, Measure.CPU, HAND_OFF);
            }
        }
        Case alone = Case.jmh("ProofBenchmark.look", "waits", "10");
        add("proof, a look", alone, "off", alone.with(PROOF_OFF), Measure.TIME, LOOK);
        for (String waits : List.of("1000", "100000")) {
            Case among = Case.jmh("ProofBenchmark.look", "waits", waits);
            add("proof, a look, " + waits + " unrelated waits", among, "10", alone, Measure.TIME, UNRELATED);
        }
        grow("proof, links of a chain", "links", 10_000);
        Case owner = Case.memory("await.basculeOwner");
        Case other = Case.memory("await.basculePromise");
        add("proof, memory, wait of an owner", owner, "await", other, Measure.BYTES, OWNER);
    }

    // -- offloads --

    private void offloads() {
        for (String call : List.of("empty", "wait100us")) {
            offload("offload, " + call, name -> Case.jmh("OffloadBenchmark." + name, "call", call));
        }
        for (String call : List.of("empty", "wait100us")) {
            offload("round trip, " + call, name -> trip(name, call, "1"));
        }
        offload("16 round trips at once, empty", name -> trip(name, "empty", "16"));
    }

    private static Case trip(String name, String call, String chains) {
        String[] parameters = {"call", call, "chains", chains};
        return chains.equals("1")
                ? Case.jmhOnOneCpu("RoundTripBenchmark." + name, parameters)
                : Case.jmh("RoundTripBenchmark." + name, parameters);
    }

    private void offload(String work, Function<String, Case> of) {
        Case ours = of.apply("bascule");
        add(work, ours, "by hand", of.apply("byHand"), Measure.TIME, NEAR_THE_LIMIT);
        add(work, ours, "Reactor", of.apply("reactor"), Measure.TIME, AHEAD);
        add(work, ours, "Vert.x", of.apply("vertx"), Measure.TIME, AHEAD);
        if (VirtualThreads.exist()) { // else the rows above are these
            Case platform = of.apply("basculePlatform");
            add(work + ", platform threads", platform, "Reactor", of.apply("reactor"), Measure.TIME, AHEAD);
            add(work + ", platform threads", platform, "Vert.x", of.apply("vertx"), Measure.TIME, AHEAD);
        }
    }

    // -- loops --

    private void loops() {
        loop("loop, tasks from 1 producer", name -> Case.jmh("LoopBenchmark." + name + "From1"));
        loop("loop, tasks from 4 producers", name -> Case.jmh("LoopBenchmark." + name + "From4"));
        loop("loop, timers that fire", name -> Case.jmh("TimerBenchmark." + name + "Fire"));
        loop("loop, timers that are cancelled", name -> Case.jmh("TimerBenchmark." + name + "Cancel"));
        loop("loop, answer", name -> Case.jmhOnOneCpu("PingPongBenchmark." + name + "Answer"));
        loop("loop, ball between two", name -> Case.jmhOnOneCpu("PingPongBenchmark." + name + "Ball"));
    }

    private void loop(String work, Function<String, Case> of) {
        Case ours = of.apply("bascule");
        add(work, ours, "Netty", of.apply("netty"), Measure.TIME, AHEAD);
        add(work, ours, "Vert.x", of.apply("vertx"), Measure.TIME, AHEAD);
        add(work, ours, "JDK", of.apply("jdk"), Measure.TIME, AHEAD);
    }

    // -- memory and scale --

    private void memory() {
        weigh("memory, queued call", "call.bascule", "JDK", "call.jdk");
        weigh("memory, queued call", "call.bascule", "Reactor", "call.reactor");
        weigh("memory, pending await", "await.bascule", "JDK", "await.jdk");
        weigh("memory, pending await", "await.bascule", "Reactor", "await.reactor");
        weigh("memory, pending await, guarded", "await.basculePromise", "JDK", "await.jdk");
        weigh("memory, pending await, guarded", "await.basculePromise", "Reactor", "await.reactor");
        weigh("memory, idle loop", "loop.bascule", "JDK", "loop.jdk");
        weigh("memory, idle loop", "loop.bascule", "Reactor", "loop.reactor");
        weigh("memory, idle loop", "loop.bascule", "Netty", "loop.netty");
    }

    private void weigh(String work, String ours, String peer, String theirs) {
        add(work, Case.memory(ours), peer, Case.memory(theirs), Measure.BYTES, WEIGHT);
    }

    private void scale() {
        grow("scale, timers", "timers", 1_000_000);
        grow("scale, pending awaits", "awaits", 100_000);
        grow("scale, queued calls", "calls", 1_000_000);
    }

    private void grow(String work, String what, int count) {
        Case full = Case.scale(what, count);
        Case tenth = Case.scale(what, count / 10);
        add(work + ", time each", full, "a tenth", tenth, Measure.TIME, SAME_EACH);
        add(work + ", bytes each", full, "a tenth", tenth, Measure.BYTES, SAME_BYTES);
    }
}
