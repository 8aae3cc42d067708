package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.report.TextWriter;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches this JVM: what threads that must not block do at the advised methods, and what is told of it. */
public final class Watch {
    private static final String LENS = "agent";
    private static final int RECORD_SIZE = 3;

    private final Catalog catalog = Catalogs.builtIn();
    private final LoopThreads loops = new LoopThreads(catalog.loopThreads());
    private final Natives natives = Natives.ofThisJvm();
    private final Sightings sightings = new Sightings(natives);
    private final Instrumentation instrumentation;

    private Watch(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** What the agent's jar calls. */
    public static void start(String options, Instrumentation instrumentation) throws Exception {
        new Watch(instrumentation).begin();
    }

    private void begin() throws Exception {
        HookClass hook = HookClass.install(instrumentation);
        hook.connect(this::classify, this::told, 0);
        new Advice(HookTable.ofJdk(), natives).apply(instrumentation);
        Runtime.getRuntime().addShutdownHook(new Thread(this::print, "bascule-report"));
        hook.turn(true);
    }

    private long[] classify(Thread thread) {
        return loops.has(thread) ? new long[RECORD_SIZE] : null;
    }

    private long told(long kind, long nanos) {
        sightings.add(nanos);
        return 0;
    }

    private Report report() {
        Verdict verdict = new Verdict(new Leaves(catalog), new SiteNamer(instrumentation));
        Map<String, Verdict.Observed> observed = new LinkedHashMap<>();
        for (Sighting each : sightings.all()) {
            Verdict.Observed one = verdict.of(each);
            if (one != null) {
                observed.merge(one.fingerprint(), one, Verdict.Observed::and);
            }
        }
        List<Report.Told> told = observed.values().stream()
                .sorted(Comparator.comparing(each -> -each.evidence().maxNanos()))
                .map(each -> new Report.Told(each.finding(), LENS))
                .toList();
        return new Report(
                new Report.Tool("bascule-agent", "0"),
                new Report.Input(List.of(), List.of(), 0),
                told,
                Report.Hidden.NONE,
                Unseen.NOTHING,
                List.of());
    }

    private void print() {
        try {
            new TextWriter(false).write(report(), System.err);
        } catch (IOException e) {
            throw new AssertionError("System.err throws none", e);
        }
    }
}
