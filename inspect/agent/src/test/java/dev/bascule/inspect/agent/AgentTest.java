package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.Blocks;
import dev.bascule.inspect.agent.program.Channels;
import dev.bascule.inspect.agent.program.Databases;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in JVMs of their own, with the agent. */
class AgentTest {
    @TempDir
    private static Path directory;

    private static Path jar;

    @BeforeAll
    static void pack() throws IOException {
        jar = AgentJar.pack(directory);
    }

    private record Run(int exit, String out) {}

    private static Run run(String options, List<String> jvm, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + jar + "=" + options,
                "-cp",
                programs()));
        command.addAll(jvm);
        command.addAll(List.of(program));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes());
        return new Run(process.waitFor(), out);
    }

    /** The class path of the programs, on which nothing of the agent is. */
    private static String programs() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith("test-classes") || entry.contains("sqlite") || entry.contains("slf4j"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Report watch(String... program) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".json");
        Run run = run("threshold=0ns,notes,format=json,report=" + report, List.of("-Xverify:all"), program);
        assertThat(run.exit()).as(run.out()).isZero();
        return JsonReader.read(report.toString(), Files.readString(report));
    }

    private static Set<String> sites(Report report, boolean notes) {
        return report.findings().stream()
                .filter(told -> notes == (told.finding().severity() == Finding.Severity.NOTE))
                .map(told ->
                        told.finding().site().method() + " " + told.finding().leafId())
                .collect(Collectors.toSet());
    }

    @Test
    void loop_thatBlocks_isTold() throws Exception {
        Report report = watch(Blocks.class.getName());
        assertThat(sites(report, true)).contains("lock jdk.lock", "exists jdk.file.stat");
        assertThat(sites(report, false))
                .containsExactlyInAnyOrder(
                        "sleep jdk.sleep",
                        "await jdk.latch",
                        "poll jdk.queue",
                        "join jdk.future.get",
                        "permit jdk.semaphore",
                        "lock jdk.thread.join",
                        "waitFor jdk.object.wait",
                        "readString jdk.file.nio",
                        "open jdk.file.stream",
                        "length jdk.file.stream",
                        "resolve jdk.dns",
                        "sockets jdk.socket",
                        "process jdk.process.start",
                        "process jdk.process.wait");
    }

    @Test
    void thread_thatMayBlock_isNot() throws Exception {
        assertThat(watch(Blocks.class.getName(), "worker-1").findings()).isEmpty();
    }

    @Test
    void channel_inBlockingMode_isToldAndNoOther() throws Exception {
        assertThat(sites(watch(Channels.class.getName()), true))
                .filteredOn(site -> site.endsWith("jdk.channel"))
                .containsExactly("blocking jdk.channel");
    }

    @Test
    void database_withANativeDriver_isTold() throws Exception {
        assertThat(sites(watch(Databases.class.getName()), false))
                .contains("ask jdk.jdbc.connect", "ask jdk.jdbc.execute", "ask jdk.jdbc.read");
    }

    @Test
    void option_thatThereIsNot_isToldAndTheProgramRuns() throws Exception {
        Run run = run("colour=red", List.of(), Blocks.class.getName());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("bascule-agent: nothing is watched: ", "'colour'", "threshold=1ms");
    }
}
