package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bugs that were reported to projects, and their fixes: found before, gone after. */
@Tag("stress")
class KnownBugsTest {
    @TempDir
    Path directory;

    /** The place of the bug is class#method of the site or of a step on the path to it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.springframework:spring-web | 5.2.1.RELEASE | 5.2.2.RELEASE | org.springframework:spring-webflux:5.2.2.RELEASE | InMemoryWebSessionStore
            org.springframework.security:spring-security-web | 5.3.2.RELEASE | 5.5.0 | org.springframework:spring-webflux:5.2.2.RELEASE | CsrfTokenRepository
            org.springframework.data:spring-data-neo4j | 6.0.5 | 6.0.6 | | Reactive
            org.apache.pulsar:pulsar-broker | 2.9.1 | 2.10.0 | | NamespaceResources
            """)
    void bug_thatWasFixed_isFoundBeforeAndGoneAfter(
            String library, String before, String after, String with, String place) throws Exception {
        Set<String> bug = sites(library + ":" + before, with, place);
        Set<String> fixed = sites(library + ":" + after, with, place);
        System.out.println(library + " " + before + ": " + bug);
        System.out.println(library + " " + after + ": " + fixed);
        assertThat(bug).isNotEmpty();
        bug.removeAll(fixed);
        assertThat(bug).as("gone after the fix").isNotEmpty();
    }

    private Set<String> sites(String looked, String with, String place) throws Exception {
        Path jars = Files.createTempDirectory(directory, "release");
        List<String> others = with == null ? List.of() : List.of(with);
        return Release.resolve(jars, List.of(looked), others).scan().findings().stream()
                .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                .filter(finding -> isAt(finding, place))
                .map(finding -> finding.leafId() + " in " + finding.site().className() + "."
                        + finding.site().method())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isAt(Finding finding, String place) {
        return finding.path().stream().anyMatch(step -> step.place().className().contains(place));
    }
}
