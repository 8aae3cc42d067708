package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.CatalogReader;
import dev.bascule.inspect.model.catalog.Catalogs;
import dev.bascule.inspect.model.file.InvalidFileException;
import dev.bascule.inspect.model.report.JsonWriter;
import dev.bascule.inspect.model.report.Report;
import dev.bascule.inspect.model.report.ReportWriter;
import dev.bascule.inspect.model.report.SarifWriter;
import dev.bascule.inspect.model.report.SourceLocator;
import dev.bascule.inspect.model.report.TextWriter;
import dev.bascule.inspect.model.rule.Rules;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches this JVM: what threads that must not block do at the advised methods, and what is told of it. */
public final class Watch {
    private static final String LENS = "agent";
    private static final int RECORD_SIZE = 3;

    private final Options options;
    private final Instrumentation instrumentation;
    private final Catalog catalog;
    private final LoopThreads loops;
    private final Natives natives = Natives.ofThisJvm();
    private final Implementers implementers;
    private final Sightings sightings;

    private Watch(Options options, Instrumentation instrumentation) throws IOException, InvalidFileException {
        this.options = options;
        this.instrumentation = instrumentation;
        this.catalog = catalog(options.catalogs());
        this.loops = new LoopThreads(catalog.loopThreads());
        this.implementers = new Implementers(catalog);
        this.sightings = new Sightings(natives, implementers);
    }

    private static Catalog catalog(List<Path> files) throws IOException, InvalidFileException {
        List<Catalog> all = new ArrayList<>();
        for (Path file : files) {
            all.add(CatalogReader.read(file.toString(), Files.readString(file), Rules.builtIn()));
        }
        all.add(Catalogs.builtIn());
        return CatalogReader.merge(all);
    }

    /** What the agent's jar calls. */
    public static void start(String options, Instrumentation instrumentation) throws Exception {
        new Watch(Options.parse(options), instrumentation).begin();
    }

    private void begin() throws Exception {
        HookClass hook = HookClass.install(instrumentation);
        hook.connect(this::classify, this::told, options.threshold().toNanos());
        new Advice(HookTable.ofJdk(), implementers, natives).apply(instrumentation);
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
        StringBuilder text = new StringBuilder();
        try {
            writer().write(report(), text);
            if (options.report() == null) {
                System.err.print(text);
            } else {
                Files.writeString(options.report(), text);
            }
        } catch (IOException e) {
            System.err.println("bascule-agent: cannot write the report: " + e + "; it follows here.\n" + text);
        }
    }

    private ReportWriter writer() {
        return switch (options.format()) {
            case TEXT -> new TextWriter(false);
            case JSON -> new JsonWriter();
            case SARIF -> new SarifWriter(new SourceLocator(path -> Optional.empty()), Rules.builtIn());
        };
    }
}
