package dev.bascule.inspect.scanner.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.Finding.Confidence;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kotlin's compiler makes of functions is read as what javac makes of them. The compiler is brought by Maven. */
@Tag("stress")
class KotlinTest {
    @TempDir
    Path directory;

    @Test
    void kotlin_itsFunctions_areFollowedAndNamed() throws Exception {
        Release kotlin = Release.resolve(
                Files.createDirectory(directory.resolve("kotlin")),
                List.of("org.jetbrains.kotlin:kotlin-compiler-embeddable:2.1.0"),
                List.of("io.projectreactor:reactor-core:3.8.8", "io.vertx:vertx-core:5.2.0"));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        compile(kotlin.all(), classes);
        List<Path> libraries = kotlin.libraries();
        Set<String> sites = new Release(List.of(classes), libraries)
                .scan().findings().stream()
                        .filter(finding -> finding.confidence() != Confidence.POSSIBLE)
                        .map(KotlinTest::site)
                        .collect(Collectors.toSet());
        assertThat(sites)
                .containsExactlyInAnyOrder(
                        "KotlinFinds.lambda",
                        "KotlinFinds.lambdaInALambda",
                        "KotlinFinds.inlined",
                        "KotlinFinds.scope",
                        "KotlinFinds.vertx",
                        "KotlinFinds.pool",
                        "KotlinFindsKt.atTheTop",
                        "KotlinFinds.<init>", // the field's function
                        "KotlinFinds$Companion.companion",
                        "KotlinFinds.defaults",
                        "KotlinFinds$handler$1.channelRead");
    }

    private static String site(Finding finding) {
        return finding.site().className().substring("made.".length()) + "."
                + finding.site().method();
    }

    private static void compile(Collection<Path> jars, Path classes) throws Exception {
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"));
        command.addAll(List.of("-no-stdlib", "-no-reflect", "-nowarn", "-jvm-target", "17"));
        command.addAll(List.of("-cp", classPath, "-d", classes.toString(), "src/test/kotlin"));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(compiler.getInputStream().readAllBytes());
        assertThat(compiler.waitFor()).as(told).isZero();
        try (Stream<Path> made = Files.walk(classes)) {
            assertThat(made).isNotEmpty();
        }
    }
}
