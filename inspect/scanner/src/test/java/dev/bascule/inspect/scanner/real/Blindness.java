package dev.bascule.inspect.scanner.real;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.scanner.real.Callbacks.Callback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of what blocks is not found: blocking calls are put into callbacks of a library that has none, and looked for.
 *
 * @param callbacks how many the library has
 * @param mutants how many of them were given a blocking call
 * @param missed those where it was not found at certain or likely
 */
record Blindness(int callbacks, int mutants, List<Mutant> missed) {

    /** Of at most so many callbacks, chosen by the seed; all are in one jar, since none changes where another one runs. */
    static Blindness of(Release release, int most, int depth, long seed, Path directory)
            throws IOException, InterruptedException {
        List<Callback> callbacks = Callbacks.of(release);
        List<Mutant> mutants = Mutant.choose(callbacks, most, depth, new Random(seed));
        List<Path> jars = new ArrayList<>();
        for (Path jar : release.looked()) {
            Path mutated = Files.createTempFile(directory, "mutated", ".jar");
            Mutant.write(jar, mutated, mutants);
            jars.add(mutated);
        }
        Set<String> found = new Release(jars, release.libraries())
                .scan().findings().stream()
                        .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                        .map(Blindness::mark)
                        .collect(Collectors.toSet());
        List<Mutant> missed =
                mutants.stream().filter(mutant -> !found.contains(mark(mutant))).toList();
        return new Blindness(callbacks.size(), mutants.size(), missed);
    }

    private static String mark(Finding finding) {
        return finding.site().className() + ":" + finding.site().line();
    }

    private static String mark(Mutant mutant) {
        String owner = mutant.depth() == 0
                ? mutant.callback().source().owner()
                : mutant.callback().body().owner();
        return owner.replace('/', '.') + ":" + mutant.line();
    }

    double share() {
        return 1.0 - (double) missed.size() / mutants;
    }

    @Override
    public String toString() {
        return "%d callbacks, %d mutants, %.1f %% found".formatted(callbacks, mutants, 100 * share());
    }
}
