package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.hang.HangLook;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import dev.bascule.inspect.model.observed.SourceNames;
import dev.bascule.inspect.model.observed.Verdict;
import dev.bascule.inspect.model.report.JsonWriter;
import dev.bascule.inspect.model.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread that looks at the watched ones from outside, and does what they must not be kept up with. */
final class Watchdog implements Runnable {
    private static final long TICK_MILLIS = 10;

    /** In ticks. */
    private static final int SELDOM = 20;

    private final Threads threads;
    private final Sightings sightings;
    private final Journal journal;
    private final LoadedClasses classes;
    private final Stays stays;
    private final HangLook hangs;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(null, this, "bascule-watchdog", 0, false);

    Watchdog(
            Instrumentation instrumentation,
            Threads threads,
            Frames frames,
            Sightings sightings,
            Journal journal,
            Supplier<Verdict> verdicts) {
        this.threads = threads;
        this.sightings = sightings;
        this.journal = journal;
        this.classes = new LoadedClasses(instrumentation);
        this.stays = new Stays(journal, frames, sightings, classes);
        this.hangs = new HangLook(
                instrumentation,
                threads::others,
                each -> frames.of(each, classes),
                verdicts,
                told -> journal.told(json(told)));
    }

    void start() {
        threads.except(thread);
        thread.setDaemon(true);
        thread.start();
    }

    /** It does nothing more when this has returned. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    @Override
    public void run() {
        try {
            for (long tick = 0; !stopped.await(TICK_MILLIS, TimeUnit.MILLISECONDS); tick++) {
                tick(tick);
            }
            nameLambdas();
        } catch (InterruptedException e) {
            journal.unseen("all that the watchdog sees, since it was interrupted");
        }
    }

    private void tick(long tick) {
        if (tick % SELDOM == 0) {
            threads.look(classes);
            nameLambdas();
            hangs.look();
        }
        for (Map.Entry<Thread, long[]> each : threads.watched()) {
            stays.look(each.getKey(), each.getValue());
        }
    }

    private void nameLambdas() {
        List<Frame> unnamed = sightings.takeUnnamed();
        if (unnamed.isEmpty()) {
            return;
        }
        SourceNames names = new SiteNamer(classes);
        for (Frame frame : unnamed) {
            SourceNames.Method method = new SourceNames.Method(frame.method(), frame.descriptor());
            SourceNames.Method enclosing = names.enclosing(frame.className(), method);
            if (!enclosing.equals(method)) {
                journal.sourceName(frame, enclosing);
            }
        }
    }

    private static String json(Report.Told told) {
        Report report = new Report(
                new Report.Tool("bascule-agent", ""),
                new Report.Input(List.of(), List.of(), 0),
                List.of(told),
                Report.Hidden.NONE,
                Unseen.NOTHING,
                List.of());
        StringBuilder text = new StringBuilder();
        try {
            new JsonWriter().write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
