package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import dev.bascule.inspect.model.observed.SourceNames;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

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
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(null, this, "bascule-watchdog", 0, false);

    Watchdog(Instrumentation instrumentation, Threads threads, Frames frames, Sightings sightings, Journal journal) {
        this.threads = threads;
        this.sightings = sightings;
        this.journal = journal;
        this.classes = new LoadedClasses(instrumentation);
        this.stays = new Stays(journal, frames, sightings, classes);
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
}
