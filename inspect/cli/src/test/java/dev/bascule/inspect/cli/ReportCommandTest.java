package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportCommandTest extends CommandLineTest {
    @Test
    void reports_ofTwoScans_tellAFindingOnce() throws Exception {
        Path first = directory.resolve("a.json");
        Path second = directory.resolve("b.json");
        scan(SLEEPING, "--format", "json", "-o", first);
        scan(SLEEPING, "--format", "json", "-o", second);
        Ran ran = run("report", first, second);
        assertThat(ran.out()).contains("1 finding (1 certain) in 6 classes.");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(run("report", first, "--format", "sarif").out()).contains("partialFingerprints");
    }

    @Test
    void report_withoutFindings_ends0() throws Exception {
        Path file = directory.resolve("a.json");
        scan(CLEAN, "--format", "json", "-o", file);
        assertThat(run("report", file).status()).isZero();
    }

    @Test
    void file_thatIsNoReport_ends2() throws Exception {
        Path file = directory.resolve("a.json");
        assertUsage(run("report", file), "a.json: there is no such file");
        Files.writeString(file, "{");
        assertUsage(run("report", file), "is not JSON");
        Files.writeString(file, "{\"schema\":1}");
        assertUsage(run("report", file), "a.json: findings must be a list, was missing");
        assertUsage(run("report"), "Missing required parameter");
    }
}
