package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.hang.ThreadNames;
import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.filter.AllowList;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Sighting;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.Report;
import java.time.Instant;
import java.util.List;

/**
 * Refuses calls that would block a watched thread, for tests. Not those that are inside of the acquisition of a lock, of the
 * loading of a class or of its initialiser: what fails there stays broken.
 */
final class Guard implements Runnable {
    private final Frames frames;
    private final Sightings sightings;
    private final Verdict verdict;
    private final AllowList allow;

    Guard(Frames frames, Sightings sightings, Verdict verdict, AllowList allow) {
        this.frames = frames;
        this.sightings = sightings;
        this.verdict = verdict;
        this.allow = allow;
    }

    /**
     * On the thread that is about to block.
     *
     * @throws BlockingCallError if it must not
     */
    @Override
    public void run() {
        List<Frame> stack = frames.ofCaller();
        if (stack.stream().anyMatch(Guard::mustEnd)) {
            return;
        }
        Instant now = Instant.now();
        Evidence evidence = new Evidence(1, 0, 0, now, now, List.of(ThreadNames.of(Thread.currentThread())), List.of());
        Report.Told told = verdict.of(new Sighting(stack, evidence));
        if (told != null && isWrong(told.finding())) {
            sightings.accept(0);
            Finding finding = told.finding();
            throw new BlockingCallError(
                    finding.rule() + ": " + finding.message() + "\nWhy: " + finding.why() + "\nFix: " + finding.fix());
        }
    }

    private boolean isWrong(Finding finding) {
        return finding.severity() != Severity.NOTE && !allow.allows(finding);
    }

    private static boolean mustEnd(Frame frame) {
        return frame.method().equals("<clinit>")
                || frame.types().contains("java.lang.ClassLoader")
                || frame.className().startsWith("java.util.concurrent.locks.AbstractQueued")
                || frame.className().equals("java.util.concurrent.locks.StampedLock");
    }
}
