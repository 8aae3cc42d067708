package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Silence is not bought with blindness: what is made to block is found. CORPUS.md has the figures. */
class BlindnessTest {
    private static final int CALLBACKS = 200;
    private static final long SEED = 5;
    private static final double LEAST = 0.8;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"reactor-core, 0", "vertx-core-5, 2"})
    void blockingCall_putIntoCallbacks_isFound(String artifact, int depth) throws Exception {
        measure(artifact, Release.ofClassPath(artifact), depth);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("stress")
    void blockingCall_putIntoCallbacksOfReleases_isFound(Subject subject) throws Exception {
        Release release = subject.resolve(directory);
        measure(subject.name(), release, 0);
        measure(subject.name(), release, 2);
    }

    private void measure(String name, Release release, int depth) throws Exception {
        Blindness measured = Blindness.of(release, CALLBACKS, depth, SEED, directory);
        System.out.println(name + ", " + depth + " calls deep: " + measured);
        measured.missed().forEach(mutant -> System.out.println("  missed " + mutant.callback()));
        assertThat(measured.mutants()).isGreaterThan(0);
        assertThat(measured.share()).as(measured.toString()).isGreaterThanOrEqualTo(LEAST);
    }
}
