package dev.bascule.examples.demo;

import java.util.List;

/** What a scenario showed. */
record Result(About about, List<Run> runs, List<Check> checks) {

    /** Copies the lists. */
    Result {
        runs = List.copyOf(runs);
        checks = List.copyOf(checks);
    }

    boolean passed() {
        return checks.stream().allMatch(Check::held);
    }

    /** The first run: what happens to most people. */
    Run problem() {
        return runs.get(0);
    }

    /** The last run: Bascule's solution. */
    Run solution() {
        return runs.get(runs.size() - 1);
    }
}
