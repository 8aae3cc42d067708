package dev.bascule.inspect.agent;

import dev.bascule.inspect.model.Unseen;
import dev.bascule.inspect.model.catalog.Catalog;
import dev.bascule.inspect.model.catalog.Catalog.LoopThread;
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
    private final List<Catalog> ofUser;
    private final LoopThreads loops;
    private final Natives natives = Natives.ofThisJvm();
    private final Implementers implementers = new Implementers();
    private final Sightings sightings;

    private Watch(Options options, Instrumentation instrumentation) throws IOException, InvalidFileException {
        this.options = options;
        this.instrumentation = instrumentation;
        this.ofUser = read(options.catalogs());
        List<LoopThread> threads = new ArrayList<>(LoopThreads.builtIn());
        ofUser.forEach(catalog -> threads.addAll(catalog.loopThreads()));
        this.loops = new LoopThreads(threads);
        this.sightings = new Sightings(natives, implementers);
    }

    private static List<Catalog> read(List<Path> files) throws IOException, InvalidFileException {
        List<Catalog> all = new ArrayList<>();
        for (Path file : files) {
            all.add(CatalogReader.read(file.toString(), Files.readString(file), Rules.builtIn()));
        }
        return all;
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

    private Report report() throws InvalidFileException {
        Verdict verdict = new Verdict(new Leaves(catalog()), new SiteNamer(instrumentation));
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

    /** All of it, which takes too long for the start of a program. */
    private Catalog catalog() throws InvalidFileException {
        List<Catalog> all = new ArrayList<>(ofUser);
        all.add(Catalogs.builtIn());
        return CatalogReader.merge(all);
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
        } catch (IOException | InvalidFileException e) {
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
