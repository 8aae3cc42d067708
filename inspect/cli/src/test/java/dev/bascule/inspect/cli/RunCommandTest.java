package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.Ends;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest extends ProcessTest {
    private Process run(Path report, List<String> command, Object... options) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("run", "--format", "json", "-o", report));
        arguments.addAll(List.of(options));
        arguments.add("--");
        arguments.addAll(command);
        return bascule(arguments.toArray());
    }

    @ParameterizedTest
    @CsvSource({"exit, 7", "halt, 8", "kill, 137", "throw, 1", "end, 0"})
    void end_ofAnyKind_isPassedOnAndReported(String how, int status) throws Exception {
        Path file = directory.resolve("report.json");
        Ended ended = end(run(file, program(Ends.class, how)));
        assertThat(ended.status()).as(ended.err()).isEqualTo(status);
        assertSleepIsTold(report(file));
        assertThat(hasLeftNothing()).isTrue();
    }

    @Test
    void end_forWantOfMemory_isReported() throws Exception {
        Path file = directory.resolve("report.json");
        List<String> command = program(Ends.class, "memory");
        command.add(1, "-Xmx32m");
        Ended ended = end(run(file, command));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err()).contains("OutOfMemoryError");
        assertSleepIsTold(report(file));
    }

    @Test
    void coverage_isPrintedBeforeTheProgramRuns() throws Exception {
        Ended ended = end(run(directory.resolve("report.json"), program(Ends.class, "end"), "--coverage"));
        assertThat(ended.status()).isZero();
        assertThat(ended.err())
                .contains("bascule-agent: what is seen in JDK")
                .containsPattern("(?m)^sleep +covered +tried$");
    }

    private static void assertSleepIsTold(Report report) {
        assertThat(report.findings()).singleElement().satisfies(told -> {
            assertThat(told.finding().rule()).isEqualTo("BSC101");
            assertThat(told.finding().site().method()).isEqualTo("sleep");
            assertThat(told.lenses()).containsExactly("agent");
            assertThat(told.evidence()).isNotNull();
            assertThat(told.evidence().count()).isEqualTo(1);
            assertThat(told.evidence().maxNanos()).isGreaterThanOrEqualTo(5_000_000);
            assertThat(told.evidence().threads()).containsExactly("reactor-http-1");
            assertThat(told.evidence().stack()).anyMatch(frame -> frame.contains("Ends.sleep"));
        });
    }

    @Test
    void inputAndOutput_areTheProgramsOwn() throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("run", "--"));
        arguments.addAll(program(Ends.class, "echo"));
        Process process = bascule(arguments.toArray());
        try (var input = process.outputWriter()) {
            input.write("hello\n");
        }
        Ended ended = end(process);
        assertThat(ended.out()).isEqualTo("hello\n");
        assertThat(ended.err())
                .startsWith("BSC101: Thread.sleep sleeps in Ends.sleep")
                .contains("Seen:  1 time");
        assertThat(ended.status()).isZero();
    }

    @Test
    void signal_isPassedOn_andTheReportWritten() throws Exception {
        Path file = directory.resolve("report.json");
        Process process = run(file, program(Ends.class, "wait"));
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        process.toHandle().destroy(); // which, unlike that of the process, leaves its streams open
        Ended ended = end(process);
        assertThat(ended.out()).isEqualTo("bye\n");
        assertThat(ended.status()).as(ended.err()).isEqualTo(143);
        assertSleepIsTold(report(file));
        assertThat(hasLeftNothing()).isTrue();
    }

    @Test
    void gigabytesOfOutput_passUnchanged() throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("run", "-o", directory.resolve("report"), "--"));
        arguments.addAll(program(Ends.class, "print", "1025"));
        Process process = bascule(arguments.toArray());
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int read = 0; read >= 0; read = process.getInputStream().read(buffer)) {
            count += read;
        }
        assertThat(process.waitFor()).isZero();
        assertThat(count).isEqualTo((1025L << 20));
    }

    /** While it starts, while the program runs, and while the report is written. */
    @ParameterizedTest
    @CsvSource({"0", "150", "400", "800", "1200", "1600"})
    void interrupt_atAnyMoment_leavesNothing(int millis) throws Exception {
        Process process = run(directory.resolve("report.json"), program(Ends.class, "end"));
        boolean hasEnded = process.waitFor(millis, TimeUnit.MILLISECONDS);
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Ended ended = end(process);
        assertThat(ended.status()).as(ended.err()).isIn(0, 130);
        assertThat(hasLeftNothing()).as("%d, %s", millis, hasEnded).isTrue();
    }

    @Test
    void script_isWatched_byWayOfTheEnvironment() throws Exception {
        Path file = directory.resolve("report.json");
        String command = String.join(" ", program(Ends.class, "exit"));
        Path script = Files.writeString(directory.resolve("start.sh"), command + "\nexit $?\n");
        Ended ended = end(run(file, List.of("sh", script.toString())));
        assertThat(ended.status()).isEqualTo(7);
        assertThat(ended.err()).contains("Picked up JAVA_TOOL_OPTIONS: -javaagent:");
        assertSleepIsTold(report(file));
    }

    @Test
    void optionsOfTheUser_thatTheLauncherKept_areTheProgramsAgain() throws Exception {
        Map<String, String> kept = Map.of("BASCULE_TOOL_OPTIONS", "-Dmine=1");
        String print = "echo $BASCULE_TOOL_OPTIONS; echo $JAVA_TOOL_OPTIONS";
        Ended ended = end(basculeWith(kept, "run", "--", "sh", "-c", print));
        assertThat(ended.out()).startsWith("\n-Dmine=1 -javaagent:");
    }

    @Test
    void loop_ofAUsersCatalogue_isWatched() throws Exception {
        Path catalog = Files.writeString(directory.resolve("mine.yaml"), """
                loops:
                  - thread-name: ma[a-z]+
                """);
        Path file = directory.resolve("report.json");
        Ended ended = end(run(
                file,
                program(dev.bascule.inspect.agent.program.Blocks.class, "main"),
                "--threshold",
                "0ms",
                "--catalog",
                catalog));
        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(report(file).findings())
                .extracting(told -> told.finding().leafId())
                .contains("jdk.sleep");
    }

    @Test
    void program_thatIsNoJvm_isRunAndToldSo() throws Exception {
        Path file = directory.resolve("report.json");
        Ended ended = end(run(file, List.of("sh", "-c", "exit 5")));
        assertThat(ended.status()).isEqualTo(5);
        assertThat(ended.err()).startsWith("bascule run: nothing was watched");
        assertThat(file).doesNotExist();
    }

    @Test
    void program_thatThereIsNot_isAClearError() throws Exception {
        Ended ended = end(run(directory.resolve("r"), List.of("/nowhere/java")));
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err())
                .startsWith("bascule run: the program could not be started: ")
                .contains("/nowhere/java");
        assertThat(hasLeftNothing()).isTrue();
    }

    @Test
    void mistakes_areToldBeforeTheProgramRuns() throws Exception {
        Path file = directory.resolve("report.json");
        Path wrong = Files.writeString(directory.resolve("wrong.yaml"), "loops:\n  - thread-name: \"(\"\n");
        List<String> command = program(Ends.class, "exit");
        assertMistake(end(run(file, command, "--catalog", wrong)), "wrong.yaml:2: ");
        assertMistake(end(run(file, command, "--threshold", "soon")), "must be a whole number and its unit");
        assertMistake(end(run(file, command, "--allow", directory.resolve("none"))), "there is no such file");
        assertMistake(end(run(directory.resolve("no/report.json"), command)), "no/report.json could not be written");
        assertMistake(end(bascule("run")), "COMMAND");
    }

    private static void assertMistake(Ended ended, String message) {
        assertThat(ended.err()).startsWith("bascule run: ").contains(message);
        assertThat(ended.status()).isEqualTo(2);
    }
}
