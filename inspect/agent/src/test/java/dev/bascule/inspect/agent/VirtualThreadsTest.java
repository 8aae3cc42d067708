package dev.bascule.inspect.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bascule.inspect.agent.program.Pins;
import dev.bascule.inspect.agent.program.Starves;
import dev.bascule.inspect.model.observed.JournalReader;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class VirtualThreadsTest extends ProgramTest {
    private static final String TWO_CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=2";

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void thread_thatWaitsWithoutLeavingItsCarrier_isTold() throws Exception {
        Report report = watch(Pins.class.getName());
        assertThat(report.findings()).anySatisfy(told -> {
            assertThat(told.finding().rule()).isEqualTo("BSC107");
            assertThat(told.finding().site().method()).isEqualTo("load");
            assertThat(requireNonNull(told.evidence()).maxNanos()).isGreaterThanOrEqualTo(50_000_000);
            assertThat(told.evidence().threads()).singleElement().asString().matches("#\\d+");
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void carriers_thatAreHeldForLong_areTold() throws Exception {
        Path journals = Files.createTempDirectory(directory, "starved");
        Process process = start("journal=" + journals, List.of(TWO_CARRIERS), Starves.class.getName(), "held");
        try {
            Path journal = journals.resolve(process.pid() + ".journal");
            String json = await().atMost(Duration.ofSeconds(60))
                    .until(() -> told(journal), told -> !told.isEmpty())
                    .get(0);
            Report.Told told = JsonReader.read("journal", json).findings().get(0);
            assertThat(told.finding().rule()).isEqualTo("BSC107");
            assertThat(told.finding().site().method()).isEqualTo("compute");
            assertThat(requireNonNull(told.hang()).links())
                    .hasSize(3)
                    .satisfies(links -> assertThat(links.get(0))
                            .matches("Virtual thread #\\d+ has not left its carrier for \\d+\\.\\d s, in .*"))
                    .last()
                    .isEqualTo("So all 2 carriers are held, and 4 virtual threads wait for one.");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void carriers_thatAreShared_areNot() throws Exception {
        Path journals = Files.createTempDirectory(directory, "shared");
        Process process = start("journal=" + journals, List.of(TWO_CARRIERS), Starves.class.getName(), "shared");
        assertThat(process.waitFor()).isZero();
        assertThat(told(journals.resolve(process.pid() + ".journal"))).isEmpty();
    }

    private static List<String> told(Path journal) {
        try {
            return JournalReader.read(journal).told();
        } catch (IOException beingMade) {
            return List.of();
        }
    }
}
