package dev.bascule.inspect.agent;

import static java.util.Objects.requireNonNull;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that looks at the watched ones from outside, and does what they must not be kept up with. */
final class Watchdog implements Runnable {
    private static final long TICK_MILLIS = 10;

    /** What is more than that between two ticks, the whole JVM, or the machine, has stood still (Gil Tene's jHiccup). */
    private static final long MOST_NANOS = 2 * TICK_MILLIS * 1_000_000;

    /** So long may its last look take. */
    private static final long END_MILLIS = 3_000;

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
    private final Advice advice;
    private final boolean isAsked;
    private final Set<String> failures = new HashSet<>();

    /** Fingerprints of what the program's own Bascule has told, by rule and thread. */
    private final Map<String, String> crossing = new ConcurrentHashMap<>();

    private @Nullable Duties duties;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Looks looks;
    private final Thread thread = new AgentThread("bascule-watchdog", this);

    /** With what is advised, and whether somebody waits for what there is to tell. */
    Watchdog(
            Instrumentation instrumentation,
            Threads threads,
            Frames frames,
            Sightings sightings,
            Journal journal,
            Catalogue catalogue,
            Advice advice,
            boolean isAsked) {
        this.instrumentation = instrumentation;
        this.threads = threads;
        this.sightings = sightings;
        this.journal = journal;
        this.classes = new LoadedClasses(instrumentation);
        this.frames = frames;
        this.catalogue = catalogue;
        this.advice = advice;
        this.isAsked = isAsked;
    }

    /** What else it has to do. */
    interface Duties {
        /** Once: what is not urgent, and had better not keep up the start of the program. */
        void complete();

        /** Some times a second. */
        void missTheDead();
    }

    void start(Duties given) {
        this.duties = given;
        thread.start();
    }

    /** It does nothing more when this has returned; but if it hangs itself, nobody waits for that. */
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join(END_MILLIS);
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
            tried("what is not watched", requireNonNull(duties)::complete);
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
            tried("what is denied", Denials::requireNone);
        } catch (InterruptedException e) {
            journal.unseen("all that the watchdog sees, since it was interrupted");
        }
    }

    /** It goes on after a failure, as where memory is short for a while; the first of each kind is told. */
    private void tried(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            tell(what, e);
        }
    }

    private void tell(String what, Throwable failure) {
        try {
            boolean isDenied = Denials.isOne(failure);
            if (failures.add(isDenied ? Denials.UNSEEN : what)) {
                journal.unseen(isDenied ? Denials.UNSEEN : what + ", at least for a time: " + failure);
            }
        } catch (OutOfMemoryError still) {
            return; // nor can that be told
        }
    }

    /** All that it looks for; made on its own thread, since that takes a while. */
    private final class Looks {
        private final Stays stays = new Stays(journal, frames, sightings, classes, advice::isAdvised);
        private final Stalls stalls =
                new Stalls(Watchdog.this::stack, catalogue::verdictIfRead, advice.turning(), Watchdog.this::tell);
        private final HangLook hangs = new HangLook(
                instrumentation,
                threads::others,
                (thread, stack) -> frames.ofOutside(thread, stack, classes),
                catalogue::verdictIfRead,
                new HangLook.Listener() {
                    @Override
                    public void told(Report.Told hang) {
                        tell(hang);
                    }

                    @Override
                    public void ended(Report.Told hang) {
                        journal.withdraw(hang.fingerprint());
                    }
                },
                isAsked);
        private final StarvedLook starved =
                new StarvedLook(threads::others, catalogue::verdictIfRead, Watchdog.this::tell);
        private final CrossHangs crossHangs = new CrossHangs(Watchdog.this::tell);

        void tick(long number, long nanos) {
            stalls.pass(nanos);
            if (number % SELDOM == 0) {
                requireNonNull(duties).missTheDead();
                threads.look(classes);
                journal.watched(threads.count());
                nameLambdas();
                hangs.look();
                starved.look();
                crossHangs.look(classes);
            }
            List<Map.Entry<Thread, long[]>> watched = threads.watched();
            stays.look(watched);
            stalls.forget();
            for (Map.Entry<Thread, long[]> each : watched) {
                stalls.look(each.getKey(), each.getValue());
            }
        }

        void end() {
            stays.look(threads.watched());
            journal.watched(threads.count());
            nameLambdas();
            crossHangs.stop();
            if (stalls.hasUntold()) {
                catalogue.verdict();
            }
            stalls.end();
        }
    }

    private List<Frame> stack(Thread thread) {
        return frames.of(thread, classes);
    }

    /** On any thread. */
    private void tell(CrossHangs.CrossHang hang) {
        if (hang.isRetracted()) {
            String told = crossing.remove(hang.rule() + hang.thread());
            if (told != null) {
                journal.withdraw(told);
            }
            return;
        }
        List<Frame> stack = threads.others().stream()
                .filter(each -> each.getName().equals(hang.thread()))
                .findFirst()
                .map(frames::ofProgram)
                .filter(frame -> !frame.isEmpty())
                .orElse(List.of(NOWHERE));
        Hang links = new Hang(hang.links(), hang.proven());
        Report.Told told = catalogue.verdict().ofHang(hang.rule(), "waits", stack, List.of(hang.thread()), 0, links);
        crossing.put(hang.rule() + hang.thread(), told.fingerprint());
        tell(told);
    }

    private void tell(Report.Told told) {
        journal.told(told.fingerprint(), json(told));
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
