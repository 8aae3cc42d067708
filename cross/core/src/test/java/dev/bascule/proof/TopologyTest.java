package dev.bascule.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs of loops, offloads, registered pools and threads against the {@link Oracle}: whatever hangs is proven,
 * nothing else is, and one victim is enough for each knot. They take locks, those with semaphores also permits, and
 * some of both by token.
 *
 * <p>{@code -Dbascule.topology.seed=n} runs one program again, {@code .first=n} and {@code .count=n} choose others. With
 * {@code -Dbascule.topology.unproven=true} the system need not prove anything, and knots are broken by interrupts: a
 * test of the harness and of half of the oracle.
 */
class TopologyTest {
    private static final boolean PROVES = !Boolean.getBoolean("bascule.topology.unproven");
    private static final int FREE_IN_ONE_JVM = 2_000;

    @Test
    void randomProgram_underAControlledSchedule_isRefusedExactlyWhenItHangs() {
        controlled(1, 1_000);
    }

    @Test
    void randomProgram_withSemaphores_underAControlledSchedule_isRefusedExactlyWhenItHangs() {
        controlled(Generator.WITH_SEMAPHORES, 300);
        controlled(Generator.WITH_TOKENS, 300);
    }

    @Tag("stress")
    @Test
    void randomProgram_underAControlledSchedule_isRefusedExactlyWhenItHangs_long() {
        controlled(1_000_000, 60_000);
    }

    @Tag("stress")
    @Test
    void randomProgram_withSemaphores_underAControlledSchedule_isRefusedExactlyWhenItHangs_long() {
        controlled(Generator.WITH_SEMAPHORES, 60_000);
        controlled(Generator.WITH_TOKENS, 20_000);
    }

    @Test
    void randomProgram_runningFreely_isReportedExactlyWhenItHangs() throws Exception {
        free(1, 200);
    }

    @Test
    void randomProgram_withSemaphores_runningFreely_isReportedExactlyWhenItHangs() throws Exception {
        free(Generator.WITH_SEMAPHORES, 100);
    }

    @Tag("stress")
    @Test
    void randomProgram_runningFreely_isReportedExactlyWhenItHangs_long() throws Exception {
        freely(1_000_000, 20_000);
    }

    @Tag("stress")
    @Test
    void randomProgram_withSemaphores_runningFreely_isReportedExactlyWhenItHangs_long() throws Exception {
        freely(Generator.WITH_SEMAPHORES, 20_000);
        freely(Generator.WITH_TOKENS, 4_000);
    }

    private static void freely(long first, long count) throws Exception {
        for (long seed = first; seed < first + count; seed += FREE_IN_ONE_JVM) {
            free(seed, FREE_IN_ONE_JVM);
        }
    }

    private static void controlled(long first, long count) {
        Long only = Long.getLong("bascule.topology.seed");
        Topologies.Totals totals = only != null
                ? Topologies.run(only, 1, PROVES)
                : Topologies.run(
                        Long.getLong("bascule.topology.first", first),
                        Long.getLong("bascule.topology.count", count),
                        PROVES);
        System.out.println(totals);
        if (only == null) { // that both kinds are there, else the test shows little
            assertThat(totals.withKnots()).isBetween(totals.topologies() / 5, totals.topologies() * 9 / 10);
        }
    }

    /** In a JVM of its own, since whether proofs throw is settled when the library is loaded. */
    private static void free(long first, long count) throws IOException, InterruptedException {
        if (!PROVES) {
            return;
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx512m",
                        "-Dbascule.proof=report",
                        "-cp",
                        classPath,
                        FreeRun.class.getName(),
                        Long.toString(first),
                        Long.toString(count)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        System.out.println(output.lines().reduce((a, b) -> b).orElse(""));
    }
}
