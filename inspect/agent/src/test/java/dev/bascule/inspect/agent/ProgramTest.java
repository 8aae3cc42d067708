package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs programs in JVMs of their own, with the agent. */
abstract class ProgramTest {
    @TempDir
    static Path directory;

    private static Path jar;

    @BeforeAll
    static void pack() throws IOException {
        jar = AgentJar.pack(directory);
    }

    static Path jar() {
        return jar;
    }

    record Run(int exit, String out) {}

    static Run run(String options, List<String> jvm, String... program) throws Exception {
        return finish(start(options, jvm, program));
    }

    static Run finish(Process process) throws Exception {
        process.getOutputStream().close(); // who reads from the console, finds its end
        String out = new String(process.getInputStream().readAllBytes());
        return new Run(process.waitFor(), out);
    }

    static Process startWithout(String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-cp", programs()));
        command.addAll(List.of(program));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Process start(String options, List<String> jvm, String... program) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "-javaagent:" + jar + "=" + options, "-cp", programs()));
        command.addAll(jvm);
        command.addAll(List.of(program));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The class path of the programs, on which nothing of the agent is. */
    private static String programs() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> Stream.of(
                                "test-classes", "sqlite", "slf4j", "h2-", "core/target/classes", "bascule-core")
                        .anyMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What the agent reports of a program that ends. */
    static Report watch(String... program) throws Exception {
        return watchWith("", program);
    }

    /** With more options, each with a comma after it. */
    static Report watchWith(String options, String... program) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        Run run = run(options + "threshold=0ns,notes,format=json,report=" + report, List.of("-Xverify:all"), program);
        assertThat(run.exit()).as(run.out()).isZero();
        return JsonReader.read(report.toString(), Files.readString(report));
    }

    /** Methods and leaves; the notes, or all others. */
    static Set<String> sites(Report report, boolean notes) {
        return report.findings().stream()
                .filter(told -> notes == (told.finding().severity() == Finding.Severity.NOTE))
                .map(told ->
                        told.finding().site().method() + " " + told.finding().leafId())
                .collect(Collectors.toSet());
    }
}
