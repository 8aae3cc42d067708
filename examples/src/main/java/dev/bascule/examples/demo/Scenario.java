package dev.bascule.examples.demo;

import java.util.List;

/** A well-known accident: shows it as it happens, then with Bascule. */
sealed interface Scenario
        permits ResultHang,
                FrozenLoop,
                NestedRun,
                StarvedPool,
                TwoThreads,
                CpuBound,
                BridgeQueue,
                MixedLocks,
                HttpAndFile {

    /** All of them, in the order of the demo. */
    static List<Scenario> all() {
        return List.of(
                new ResultHang(),
                new FrozenLoop(),
                new NestedRun(),
                new StarvedPool(),
                new TwoThreads(),
                new CpuBound(),
                new BridgeQueue(),
                new MixedLocks(),
                new HttpAndFile());
    }

    About about();

    /** Does the runs, and judges what they showed. */
    List<Check> play(Trials trials) throws Exception;

    /** Plays and sums up. */
    default Result run(Trials trials) throws Exception {
        List<Check> checks = play(trials);
        return new Result(about(), trials.runs(), checks);
    }
}
