package dev.bascule.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets ours and the peers' side by side: every round runs each case once, in a new JVM, ours next to theirs, every other
 * round in the opposite order, so that what drifts on the machine meets all alike. Writes {@code results.json} and {@code
 * results.md} beside the jar.
 */
public final class Compare {
    private Compare() {}

    /** See {@link Settings#USAGE}. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(Settings.USAGE);
            return;
        }
        Settings settings = Settings.parse(List.of(args));
        List<Comparison> rows = Comparisons.all().stream()
                .filter(row -> row.matches(settings.filter()))
                .filter(row -> VirtualThreads.exist() || !row.needsVirtualThreads())
                .toList();
        if (settings.list()) {
            rows.forEach(row ->
                    System.out.println(row.work() + " | " + row.ours() + " | " + row.peer() + " | " + row.limitText()));
            return;
        }
        long start = System.nanoTime();
        Samples samples = measure(settings, rows);
        Report report = new Report(rows, samples, settings, List.of(args), System.nanoTime() - start);
        Path target = directory();
        Files.writeString(target.resolve("results.json"), report.json());
        Files.writeString(target.resolve("results.md"), report.markdown());
        System.out.print(report.markdown());
    }

    private static Samples measure(Settings settings, List<Comparison> rows) throws Exception {
        Set<Case> cases = new LinkedHashSet<>();
        for (Comparison row : rows) {
            cases.add(row.ours());
            cases.add(row.theirs());
        }
        Samples samples = new Samples();
        CaseRunner runner = new CaseRunner(settings);
        int rounds = Math.max(settings.rounds(), settings.weighings());
        for (int round = 0; round < rounds; round++) {
            List<Case> order = new ArrayList<>(cases);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Case each : order) {
                if (round < (each.isJmh() ? settings.rounds() : settings.weighings())) {
                    System.err.println("round " + (round + 1) + ": " + each);
                    samples.add(each, runner.run(each));
                }
            }
        }
        return samples;
    }

    /** The jar's directory, or target/ where the classes lie in one. */
    private static Path directory() throws IOException, URISyntaxException {
        Path code = Path.of(Compare.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path parent = code.toAbsolutePath().getParent();
        return parent == null ? code : parent;
    }
}
