package dev.bascule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.testkit.ManualClock;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's module needs ours and nothing else: what we compile with must not be asked of whoever compiles with us. */
class ModularUserTest {
    private static final String PROGRAM = """
            package app;

            import dev.bascule.Bridge;
            import dev.bascule.offload.Offload;
            import java.io.IOException;
            import java.time.Duration;

            class App {
                static String read() throws IOException, InterruptedException {
                    try (Offload offload = Offload.open(c -> c.withName("disk").withDeadline(Duration.ofSeconds(1)))) {
                        return Bridge.await(offload.call(() -> "text"), IOException.class);
                    }
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void module_thatRequiresCoreAlone_compiles() throws Exception {
        assertThat(compile("module app { requires dev.bascule.core; }", Bridge.class))
                .isEmpty();
    }

    @Test
    void module_thatRequiresTheTestkit_compiles() throws Exception {
        assertThat(compile("module app { requires dev.bascule.testkit; }", Bridge.class, ManualClock.class))
                .isEmpty();
    }

    @Test
    void module_thatRequiresWhatIsNotThere_isTold() throws Exception {
        assertThat(compile("module app { requires no.such; }", Bridge.class))
                .anyMatch(problem -> problem.contains("module not found: no.such"));
    }

    /** What the compiler says, with only the modules of these classes to be found. */
    private List<String> compile(String module, Class<?>... found) throws IOException, URISyntaxException {
        Path sources = Files.createDirectories(directory.resolve("app"));
        Files.writeString(directory.resolve("module-info.java"), module);
        Files.writeString(sources.resolve("App.java"), PROGRAM);
        List<Path> path = new ArrayList<>();
        for (Class<?> each : found) {
            URI place = each.getProtectionDomain().getCodeSource().getLocation().toURI();
            path.add(Path.of(place));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.MODULE_PATH, path);
            files.setLocationFromPaths(
                    StandardLocation.CLASS_OUTPUT, List.of(Files.createTempDirectory(directory, "out")));
            compiler.getTask(
                            null,
                            files,
                            problems,
                            List.of("-proc:none", "-Xlint:all"),
                            null,
                            files.getJavaFileObjects(
                                    directory.resolve("module-info.java"), sources.resolve("App.java")))
                    .call();
        }
        return problems.getDiagnostics().stream()
                .map((Diagnostic<?> problem) -> problem.getMessage(Locale.ROOT))
                .toList();
    }
}
