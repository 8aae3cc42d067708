package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(ints = {0, 2})
    @Tag("stress")
    void blockingCall_putIntoCallbacksOfReleases_isFound(int depth) throws Exception {
        int mutants = 0;
        int missed = 0;
        for (Subject subject : Subject.values()) {
            Blindness measured = Blindness.of(subject.resolve(directory), CALLBACKS, depth, SEED, directory);
            tell(subject.name(), depth, measured);
            mutants += measured.mutants();
            missed += measured.missed().size();
        }
        assertThat(mutants).isGreaterThan(CALLBACKS);
        assertThat(1.0 - (double) missed / mutants).isGreaterThanOrEqualTo(LEAST);
    }

    private void measure(String name, Release release, int depth) throws Exception {
        Blindness measured = Blindness.of(release, CALLBACKS, depth, SEED, directory);
        tell(name, depth, measured);
        assertThat(measured.mutants()).isEqualTo(CALLBACKS);
        assertThat(measured.share()).as(measured.toString()).isGreaterThanOrEqualTo(LEAST);
    }

    private static void tell(String name, int depth, Blindness measured) {
        System.out.println(name + ", " + depth + " calls deep: " + measured);
        measured.missed().forEach(mutant -> System.out.println("  missed " + mutant.callback()));
    }
}
