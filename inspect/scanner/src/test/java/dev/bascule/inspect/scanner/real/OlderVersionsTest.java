package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.scanner.Compiled;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs for versions of libraries that cannot stand beside the newest ones on the class path of the tests. */
@Tag("stress")
class OlderVersionsTest {
    @TempDir
    Path directory;

    @Test
    void vertx4_itsHandlers_areKnown() throws Exception {
        Release vertx = Release.resolve(
                Files.createDirectory(directory.resolve("vertx")), List.of("io.vertx:vertx-core:4.5.22"), List.of());
        List<Path> jars = vertx.all();
        Path classes = Files.createDirectory(directory.resolve("classes"));
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Compiled.compile(ToolProvider.getSystemJavaCompiler(), 11, classPath, Path.of("src/test/vertx4"), classes);
        Set<String> sites = new Release(List.of(classes), jars)
                .scan().findings().stream()
                        .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                        .map(OlderVersionsTest::nested)
                        .collect(Collectors.toSet());
        assertThat(sites).containsExactlyInAnyOrder("FindsResult", "FindsFile", "FindsVerticle");
    }

    private static String nested(Finding finding) {
        String name = finding.site().className();
        return name.substring(name.lastIndexOf('$') + 1);
    }
}
