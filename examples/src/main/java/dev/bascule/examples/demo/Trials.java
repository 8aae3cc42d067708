package dev.bascule.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Does the runs of one scenario one after the other, and tells the watcher of each. */
final class Trials {
    private final double seconds;
    private final Watcher watcher;
    private final List<Run> runs = new ArrayList<>();

    Trials(double seconds, Watcher watcher) {
        this.seconds = seconds;
        this.watcher = watcher;
    }

    /** Who watches the runs. */
    interface Watcher {
        /** Something that may take a while begins. */
        void trying(String what);

        /** A run has ended. */
        void saw(Run run);
    }

    /** This share of the length that the user chose. */
    Duration length(double share) {
        return Duration.ofNanos((long) (seconds * share * 1e9));
    }

    /** How long to wait for what should come: so long that only a hang exceeds it. */
    Duration patience() {
        return length(10).plusSeconds(30);
    }

    /** Preparation that is no run. */
    void prepare(String what) {
        watcher.trying(what);
    }

    Run wrong(String code, Callable<Seen> attempt) throws InterruptedException {
        return run(Way.WRONG, code, attempt);
    }

    Run bascule(String code, Callable<Seen> attempt) throws InterruptedException {
        return run(Way.BASCULE, code, attempt);
    }

    private Run run(Way way, String code, Callable<Seen> attempt) throws InterruptedException {
        watcher.trying(way.word() + ": " + code);
        long began = System.nanoTime();
        Seen seen;
        try {
            seen = attempt.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            seen = Seen.failed(began, e);
        }
        Run run = new Run(way, code, seen);
        runs.add(run);
        watcher.saw(run);
        return run;
    }

    List<Run> runs() {
        return List.copyOf(runs);
    }
}
