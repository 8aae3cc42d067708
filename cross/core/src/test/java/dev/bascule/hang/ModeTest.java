package dev.bascule.hang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code -Dbascule.proof} does, each time in a JVM of its own. */
class ModeTest {
    private static List<String> run(String mode, String... arguments) throws IOException, InterruptedException {
        return run(TwoThreads.class, mode, arguments);
    }

    private static List<String> run(Class<?> main, String mode, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbascule.proof=" + mode,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        Process program = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines =
                new String(program.getInputStream().readAllBytes()).lines().toList();
        assertThat(program.waitFor()).isZero();
        return lines;
    }

    @Test
    void proof_whichThrows_tellsOneAndFreesTheOther() throws Exception {
        assertThat(run("throw")).containsExactlyInAnyOrder("told BSC003", "got kept", "proven 1 retracted 0");
    }

    @Test
    void proof_whichReports_letsBothHangAndTakesItBackWhenSomebodyEndsIt() throws Exception {
        assertThat(run("report", "report")).contains("interrupted", "proven 1 retracted 1");
    }

    @Test
    void proof_ofAKnotThatAStageClosed_isReportedOnceAndTakenBack() throws Exception {
        assertThat(run(ClosedByAStage.class, "report")).containsExactly("proven 1 retracted 0", "proven 1 retracted 1");
    }

    @Test
    void proof_whichIsOff_saysNothing() throws Exception {
        assertThat(run("off", "off")).contains("interrupted", "proven 0 retracted 0");
    }
}
