package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.model.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Libraries that do not block by design are left alone. CORPUS.md says what each finding is that is left. */
class PrecisionTest {
    private static final int MOST = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"reactor-core", "mutiny-3", "vertx-core-5"})
    void library_ofTheClassPath_hasFewFindings(String artifact) throws Exception {
        assertFew(artifact, Release.ofClassPath(artifact));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("stress")
    void library_thatIsReleased_hasFewFindings(Subject subject) throws Exception {
        assertFew(subject.name(), subject.resolve(directory));
    }

    private static void assertFew(String name, Release release) throws InterruptedException {
        List<Finding> all = release.scan().findings();
        List<Finding> told = all.stream()
                .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                .filter(finding -> finding.severity() != Severity.NOTE)
                .toList();
        System.out.println(name + ": " + told.size() + " told of " + all.size());
        told.forEach(finding -> System.out.println("  " + text(finding)));
        assertThat(told).as(name).hasSizeLessThanOrEqualTo(MOST);
    }

    static String text(Finding finding) {
        return finding.confidence() + " " + finding.rule() + " " + finding.message() + " <- "
                + finding.root().place().className() + "."
                + finding.root().place().method() + " ("
                + finding.path().size() + " steps)";
    }
}
