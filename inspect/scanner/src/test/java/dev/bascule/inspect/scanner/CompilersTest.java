package dev.bascule.inspect.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import dev.bascule.inspect.scanner.find.ReactorFinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same is found whatever the compiler makes of the sources: other levels, and Eclipse's compiler. */
class CompilersTest {
    private static final Path SOURCES = Path.of("src/test/java/dev/bascule/inspect/scanner");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"javac, 8", "javac, 11", "javac, 17", "javac, 21", "javac, 25", "ecj, 11", "ecj, 17"})
    void corpora_ofAnotherCompiler_giveTheSame(String compiler, int release) throws IOException {
        assumeTrue(release <= Runtime.version().feature());
        JavaCompiler java = compiler.equals("ecj") ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
        assertThat(sites(Scans.of(compiled(java, release, "find"))))
                .isEqualTo(sites(Scans.ofPackage(ReactorFinds.class)))
                .isNotEmpty();
        assertThat(sites(Scans.of(compiled(java, release, "spare")))).isEmpty();
    }

    private static Set<String> sites(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                .map(finding -> finding.rule() + " "
                        + finding.confidence() + " "
                        + finding.site().className() + "."
                        + finding.site().method() + " "
                        + finding.leafId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Path compiled(JavaCompiler compiler, int release, String what) throws IOException {
        Path classes = Files.createDirectory(directory.resolve(what));
        Compiled.compile(compiler, release, Scans.classPath(), SOURCES.resolve(what), classes);
        return classes;
    }
}
