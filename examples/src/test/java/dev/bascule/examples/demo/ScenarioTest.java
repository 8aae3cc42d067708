package dev.bascule.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each scenario briefly, and reads its report as a machine would. */
class ScenarioTest {

    static List<String> names() {
        return Scenario.all().stream().map(scenario -> scenario.about().name()).toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void scenario_runBriefly_showsWhatItShouldAndLeavesNothing(String name) throws IOException {
        Captured captured = Captured.run("--json", "--seconds", "0.3", name);
        assertThat(captured.status()).as(captured.out()).isZero();
        assertThat(captured.err()).isEmpty();

        Map<String, Object> demo = JSON.std.mapFrom(captured.out());
        assertThat(demo)
                .containsEntry("schema", 1)
                .containsEntry("seconds", 0.3)
                .containsEntry("passed", true);
        assertThat(demo).containsKeys("java", "processors");
        List<Map<String, Object>> scenarios = objects(demo, "scenarios");
        assertThat(scenarios).hasSize(1);
        assertScenario(scenarios.get(0), name);
        assertThat(threadsAlive()).noneMatch(thread -> thread.startsWith("plain-") || thread.equals("show-progress"));
        assertThat(temporaryFiles()).isEmpty();
    }

    private static void assertScenario(Map<String, Object> scenario, String name) {
        assertThat(scenario)
                .containsEntry("name", name)
                .containsEntry("passed", true)
                .containsKeys("title", "pythonName", "why");
        assertThat(objects(scenario, "checks"))
                .isNotEmpty()
                .allSatisfy(
                        check -> assertThat(check).containsEntry("held", true).containsKey("claim"));
        List<Map<String, Object>> runs = objects(scenario, "runs");
        assertThat(runs).extracting(run -> run.get("label")).contains("wrong", "bascule");
        assertThat(runs).allSatisfy(ScenarioTest::assertRun);
    }

    private static void assertRun(Map<String, Object> run) {
        assertThat(run).containsKeys("code").containsKey("millis");
        assertThat(run.get("outcome")).isIn("completed", "hung", "refused");
        if (run.get("outcome").equals("refused")) {
            assertThat((String) run.get("message")).startsWith(run.get("rule") + ": ");
        }
    }

    @SuppressWarnings("unchecked") // arrays of objects, as documented
    private static List<Map<String, Object>> objects(Map<String, Object> from, String field) {
        return (List<Map<String, Object>>) from.get(field);
    }

    private static Set<String> threadsAlive() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(TempDir.PREFIX))
                    .toList();
        }
    }
}
