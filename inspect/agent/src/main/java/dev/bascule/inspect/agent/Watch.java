package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.observed.Journal;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Watches this JVM: what threads that must not block do at the advised methods goes to a journal, of which the report is
 * made, here at the end of the program or by who has asked for the journal.
 *
 * <p><b>For maintainers.</b> On the way to the beginning of the program there are no lambdas: newer JDKs take about a
 * millisecond to link one.
 */
final class Watch implements Predicate<String>, Watchdog.Duties {
    /** What the agent's entry, which is in another loader, asks to know whether it watches still. */
    private static final String STILL = "?";

    private final Threads threads;
    private final Journal journal;
    private final Sightings sightings;
    private final Frames frames;
    private final Implementers implementers;
    private final NativeMethods ofUser;
    private final Advice advice;
    private final Watchdog watchdog;
    private final HookClass hook;
    private final Catalogue catalogue;
    private final LiveTest test = new LiveTest();

    /** What is done when the program ends. */
    private @Nullable Thread last;

    /** How many have asked for it; under the monitor, as the next. */
    private int users = 1;

    private boolean hasLeft;

    /** Processes of those who have asked, as far as they told and can be seen. */
    private final List<ProcessHandle> attachers = new CopyOnWriteArrayList<>();

    private Watch(Options options, Instrumentation instrumentation) throws Exception {
        this.catalogue = new Catalogue(options.catalogs());
        Natives natives = Natives.ofThisJvm();
        this.implementers = new Implementers(catalogue.leavesOfUser());
        this.frames = new Frames(natives, implementers);
        if (options.isOfRunningJvm()) {
            catalogue.verdictIfRead(); // somebody waits for what there is to tell
            frames.takeAll();
        }
        this.hook = HookClass.install(instrumentation);
        this.ofUser = NativeMethods.install(catalogue.leavesOfUser(), instrumentation);
        this.advice = new Advice(instrumentation, implementers, natives, ofUser);
        advice.applyToJdk();
        this.threads = new Threads(new LoopThreads(catalogue.loops()));
        this.journal = options.newJournal();
        this.sightings = new Sightings(frames, journal);
        this.watchdog = new Watchdog(
                instrumentation, threads, frames, sightings, journal, catalogue, advice, options.isOfRunningJvm());
    }

    /** What it gives takes further options, and answers whether it goes on watching. */
    static Predicate<String> start(String options, Instrumentation instrumentation) throws Exception {
        Options given = Options.parse(options);
        if (given.allow() != null) {
            given.allowList(); // what is wrong with it is told before anything is changed
        }
        Watch watch = new Watch(given, instrumentation);
        try {
            watch.begin(given);
        } catch (Exception | Error e) {
            watch.leave();
            throw e;
        }
        return watch;
    }

    private void begin(Options options) throws Exception {
        remember(options.attacher());
        journal.program(System.getProperty("sun.java.command", "").split(" ", 2)[0]);
        threads.ready();
        hook.connect(new Records(), sightings, options.threshold().toNanos());
        hook.turnOn();
        if (options.coverage()) {
            System.err.print(coverage(test.results()).table());
        }
        if (options.refuses()) {
            test.results();
            hook.guard(new Guard(frames, sightings, catalogue.verdict(), options.allowList()));
        }
        watchdog.start(this);
        if (options.isOfRunningJvm()) {
            advice.applyToLoaded();
            advice.unseen()
                    .forEach(method -> journal.unseen("native method " + method + ": its class was there before"));
        }
        last = new AgentThread("bascule-report", new Runnable() {
            @Override
            public void run() {
                end(options);
            }
        });
        Runtime.getRuntime().addShutdownHook(last);
        advice.applyToJdk(); // to what the agent has been the first to load
    }

    /** What the hook asks for. */
    private final class Records implements Function<Thread, long @Nullable []> {
        @Override
        public long @Nullable [] apply(Thread caller) {
            long[] ofTest = test.record(caller);
            return ofTest == null ? threads.classify(caller) : ofTest;
        }
    }

    /** What every report says. */
    @Override
    public void complete() {
        journal.process(ProcessHandle.current().pid());
        try {
            coverage(test.results()).missing().forEach(journal::unseen);
        } catch (InterruptedException e) {
            journal.unseen(
                    "kinds of calls of which it is not known whether they are seen, since the test was interrupted");
        }
    }

    private Coverage coverage(Map<String, Boolean> tried) {
        return new Coverage(advice.coverage(), tried, Implementers.haveDatabases());
    }

    /** At the end of the program. */
    private void end(Options options) {
        try {
            watchdog.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.end();
        if (options.reportsItself()) {
            new Reporter(options, catalogue).report(journal);
        }
    }

    /** Another one asks to watch what is watched already; or one has seen enough; or would know whether it goes on. */
    @Override
    public synchronized boolean test(String options) {
        if (options.equals(STILL)) {
            return !hasLeft;
        }
        Options given = Options.parse(options);
        if (!given.leave()) {
            users++;
            remember(given.attacher());
            given.sign("joined");
            return true;
        }
        watchdog.tellWaits();
        given.copy(journal);
        attachers.removeIf(each -> each.pid() == given.attacher());
        users--;
        return leaveIfUnused();
    }

    private void remember(long attacher) {
        if (attacher != 0) {
            ProcessHandle.of(attacher).ifPresent(attachers::add);
        }
    }

    /** Who is killed does not say that they leave. On the watchdog's thread, which is not to wait for who waits for it. */
    @Override
    public void missTheDead() {
        if (attachers.stream().anyMatch(each -> !each.isAlive())) {
            new AgentThread("bascule-leave", this::leaveForTheDead).start();
        }
    }

    private synchronized void leaveForTheDead() {
        int before = attachers.size();
        attachers.removeIf(each -> !each.isAlive());
        users -= before - attachers.size();
        leaveIfUnused();
    }

    /** Whether it goes on. */
    private boolean leaveIfUnused() {
        if (users <= 0 && !hasLeft) {
            leave();
        }
        return !hasLeft;
    }

    private void leave() {
        hasLeft = true;
        try {
            hook.reset();
            watchdog.stop();
            advice.remove();
            ofUser.remove();
            journal.end();
            forgetTheEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The JVM would keep the agent for it. */
    private void forgetTheEnd() {
        try {
            if (last != null) {
                Runtime.getRuntime().removeShutdownHook(last);
            }
        } catch (IllegalStateException hasCome) {
            last = null;
        }
    }
}
