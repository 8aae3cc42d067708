package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.observed.Journal;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Watches this JVM: what threads that must not block do at the advised methods goes to a journal, of which the report is
 * made, here at the end of the program or by who has asked for the journal.
 */
public final class Watch implements Predicate<String> {
    private final Instrumentation instrumentation;
    private final Threads threads;
    private final Journal journal;
    private final Sightings sightings;
    private final Advice advice;
    private final Watchdog watchdog;
    private final HookClass hook;

    /** How many have asked for it. */
    private int users = 1;

    private Watch(Options options, Instrumentation instrumentation) throws Exception {
        List<Catalog> ofUser = catalogs(options.catalogs());
        this.instrumentation = instrumentation;
        this.threads = new Threads(new LoopThreads(loops(ofUser)));
        this.journal = options.newJournal();
        Natives natives = Natives.ofThisJvm();
        Implementers implementers = new Implementers();
        Frames frames = new Frames(natives, implementers);
        this.sightings = new Sightings(frames, journal);
        this.advice = new Advice(instrumentation, implementers, natives);
        this.watchdog = new Watchdog(instrumentation, threads, frames, sightings, journal);
        this.hook = HookClass.install(instrumentation);
    }

    private static List<Catalog> catalogs(List<Path> files) throws IOException, InvalidFileException {
        List<Catalog> all = new ArrayList<>();
        for (Path file : files) {
            all.add(CatalogReader.read(file.toString(), Files.readString(file), Rules.builtIn()));
        }
        return all;
    }

    private static List<LoopThread> loops(List<Catalog> ofUser) {
        List<LoopThread> all = new ArrayList<>(LoopThreads.builtIn());
        ofUser.forEach(catalog -> all.addAll(catalog.loopThreads()));
        return all;
    }

    /** What the agent's jar calls. What it gives takes further options, and answers whether it goes on watching. */
    public static Predicate<String> start(String options, Instrumentation instrumentation) throws Exception {
        Options given = Options.parse(options);
        Watch watch = new Watch(given, instrumentation);
        watch.begin(given);
        return watch;
    }

    private void begin(Options options) throws Exception {
        journal.program(System.getProperty("sun.java.command", "").split(" ", 2)[0]);
        hook.connect(
                threads::classify,
                sightings::add,
                sightings::add,
                options.threshold().toNanos());
        advice.apply();
        hook.turnOn();
        watchdog.start();
        if (options.isOfRunningJvm()) {
            advice.applyToLoaded();
        }
        Thread last = new Thread(null, () -> end(options), "bascule-report", 0, false);
        threads.except(last);
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** At the end of the program. */
    private void end(Options options) {
        journal.end();
        if (options.reportsItself()) {
            new Reporter(options).report(journal);
        }
    }

    /** Another one asks to watch what is watched already; or one of those who asked has seen enough. */
    @Override
    public synchronized boolean test(String options) {
        Options given = Options.parse(options);
        if (!given.leave()) {
            users++;
            return true;
        }
        given.copy(journal);
        if (--users > 0) {
            return true;
        }
        leave();
        return false;
    }

    private void leave() {
        try {
            hook.reset();
            watchdog.stop();
            advice.remove();
            journal.end();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
