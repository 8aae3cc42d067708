package dev.bascule.inspect.agent;

import dev.bascule.inspect.agent.hang.HangLook;
import dev.bascule.inspect.agent.hang.StarvedLook;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Journal;
import dev.bascule.inspect.model.observed.SourceNames;
import dev.bascule.inspect.model.report.JsonWriter;
import dev.bascule.inspect.model.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that looks at the watched ones from outside, and does what they must not be kept up with. */
final class Watchdog implements Runnable {
    private static final long TICK_MILLIS = 10;

    /** What is more than that between two ticks, the whole JVM, or the machine, has stood still (Gil Tene's jHiccup). */
    private static final long MOST_NANOS = 2 * TICK_MILLIS * 1_000_000;

    /** In ticks. */
    private static final int SELDOM = 20;

    private static final Frame NOWHERE = new Frame("java.lang.Thread", "run", "()V", null, 0, Set.of());

    private final Instrumentation instrumentation;
    private final Threads threads;
    private final Sightings sightings;
    private final Journal journal;
    private final LoadedClasses classes;
    private final Frames frames;
    private final Catalogue catalogue;
    private final Set<String> turning;
    private final Set<String> failures = new HashSet<>();
    private Runnable later = () -> {};
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Looks looks;
    private final Thread thread = new AgentThread("bascule-watchdog", this);

    /** With the types of which a method on the stack says that turns are seen there. */
    Watchdog(
            Instrumentation instrumentation,
            Threads threads,
            Frames frames,
            Sightings sightings,
            Journal journal,
            Catalogue catalogue,
            Set<String> turning) {
        this.instrumentation = instrumentation;
        this.threads = threads;
        this.sightings = sightings;
        this.journal = journal;
        this.classes = new LoadedClasses(instrumentation);
        this.frames = frames;
        this.catalogue = catalogue;
        this.turning = turning;
    }

    /** Begins with what is not urgent, and had better not keep up the start of the program. */
    void start(Runnable later) {
        this.later = later;
        thread.start();
    }

    /** It does nothing more when this has returned. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    /** Says in the journal who waits for what by now. On any thread. */
    void tellWaits() {
        Looks all = looks;
        String waits = all == null ? "" : all.crossHangs.waits();
        if (!waits.isEmpty()) {
            journal.waits(waits);
        }
    }

    @Override
    public void run() {
        try {
            stopped.await(TICK_MILLIS, TimeUnit.MILLISECONDS); // the program goes first
            tried("what is not watched", later);
            Looks all = new Looks();
            looks = all;
            long before = System.nanoTime();
            for (long tick = 0; !stopped.await(TICK_MILLIS, TimeUnit.MILLISECONDS); tick++) {
                long number = tick;
                long now = System.nanoTime();
                long nanos = Math.min(now - before, MOST_NANOS);
                tried("stalls and hangs", () -> all.tick(number, nanos));
                before = now;
            }
            tried("what waited at the end", this::tellWaits);
            tried("what stalled at the end", all::end);
        } catch (InterruptedException e) {
            journal.unseen("all that the watchdog sees, since it was interrupted");
        }
    }

    /** It goes on after a failure, as where memory is short for a while; the first of each kind is told. */
    private void tried(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            if (failures.add(what)) {
                journal.unseen(what + ", at least for a time: " + e);
            }
        }
    }

    /** All that it looks for; made on its own thread, since that takes a while. */
    private final class Looks {
        private final Stays stays = new Stays(journal, frames, sightings, classes);
        private final Stalls stalls =
                new Stalls(Watchdog.this::stack, catalogue::verdictIfRead, turning, Watchdog.this::tell);
        private final HangLook hangs = new HangLook(
                instrumentation, threads::others, Watchdog.this::stack, catalogue::verdictIfRead, Watchdog.this::tell);
        private final StarvedLook starved =
                new StarvedLook(threads::others, catalogue::verdictIfRead, Watchdog.this::tell);
        private final CrossHangs crossHangs = new CrossHangs(Watchdog.this::tell);

        void tick(long number, long nanos) {
            stalls.pass(nanos);
            if (number % SELDOM == 0) {
                threads.look(classes);
                nameLambdas();
                hangs.look();
                starved.look();
                crossHangs.look(classes);
            }
            for (Map.Entry<Thread, long[]> each : threads.watched()) {
                stays.look(each.getKey(), each.getValue());
                stalls.look(each.getKey(), each.getValue());
            }
        }

        void end() {
            nameLambdas();
            crossHangs.stop();
            if (stalls.hasUntold()) {
                catalogue.verdict();
                stalls.end();
            }
        }
    }

    private List<Frame> stack(Thread thread) {
        return frames.of(thread, classes);
    }

    /** On any thread. */
    private void tell(CrossHangs.CrossHang hang) {
        List<Frame> stack = threads.others().stream()
                .filter(each -> each.getName().equals(hang.thread()))
                .findFirst()
                .map(frames::ofProgram)
                .filter(frame -> !frame.isEmpty())
                .orElse(List.of(NOWHERE));
        Hang links = new Hang(hang.links(), hang.proven());
        tell(catalogue.verdict().ofHang(hang.rule(), "waits", stack, List.of(hang.thread()), 0, links));
    }

    private void tell(Report.Told told) {
        journal.told(json(told));
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
