package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.AgentJar;
import dev.bascule.inspect.agent.program.Ends;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command line in a process of its own, whose temporary files are in a directory of ours. */
abstract class ProcessTest {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    static Path jars;

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    /** What a command printed, and its exit code. */
    record Ended(int status, String out, String err) {}

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(temporary());
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    /** Whether the commands have left no file behind. */
    boolean hasLeftNothing() throws IOException {
        try (var files = Files.list(temporary())) {
            return files.findAny().isEmpty();
        }
    }

    Process start(List<String> command) throws IOException {
        return start(new ProcessBuilder(command));
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    Process bascule(Object... arguments) throws Exception {
        return basculeWith(Map.of(), arguments);
    }

    Process basculeWith(Map<String, String> environment, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-Djava.io.tmpdir=" + temporary(),
                "-Dbascule.agent.jar=" + AgentJar.find(jars),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return start(builder);
    }

    static Ended end(Process process) throws Exception {
        CompletableFuture<String> err =
                CompletableFuture.supplyAsync(() -> text(process.errorReader()), body -> new Thread(body).start());
        String out = text(process.inputReader());
        return new Ended(process.waitFor(), out, err.join());
    }

    private static String text(java.io.BufferedReader reader) {
        try (reader) {
            StringBuilder text = new StringBuilder();
            reader.lines().forEach(line -> text.append(line).append('\n'));
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A Java command line for one of the agent's programs. */
    static List<String> program(Class<?> main, String... arguments) throws Exception {
        Path classes = Path.of(
                Ends.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> command = new ArrayList<>(List.of(JAVA, "-cp", classes.toString(), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static Report report(Path file) throws Exception {
        assertThat(file).exists();
        return JsonReader.read(file.toString(), Files.readString(file));
    }
}
