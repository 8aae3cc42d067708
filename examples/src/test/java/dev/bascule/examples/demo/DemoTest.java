package dev.bascule.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    private static final List<String> NAMES = List.of(
            "result-hang",
            "frozen-loop",
            "nested-run",
            "starved-pool",
            "two-threads",
            "cpu-bound",
            "bridge-queue",
            "mixed-locks",
            "http-and-file");

    @Test
    void list_always_namesEveryScenario() {
        Captured captured = Captured.run("--list");
        assertThat(captured.status()).isZero();
        assertThat(captured.out().lines()).hasSize(NAMES.size());
        assertThat(captured.out()).contains(NAMES);
    }

    @Test
    void list_asJson_isOneObjectOfTheScenarios() throws Exception {
        Captured captured = Captured.run("--json", "--list");
        assertThat(captured.status()).isZero();
        Map<String, Object> list = JSON.std.mapFrom(captured.out());
        assertThat(list).containsEntry("schema", 1);
        assertThat(list.get("scenarios"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(scenario -> scenario.get("name"))
                .containsExactlyElementsOf(NAMES);
    }

    @Test
    void output_thatCannotBeWritten_isToldAndIsNoSuccess() {
        Captured captured = Captured.runIntoFullStream("--list");
        assertThat(captured.status()).isEqualTo(3);
        assertThat(captured.err()).contains("could not be written");
    }

    @Test
    void unknownName_isRefusedWithTheKnownOnes() {
        Captured captured = Captured.run("no-such-thing");
        assertThat(captured.status()).isEqualTo(2);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("'no-such-thing'").contains(NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "61", "NaN", "soon"})
    void seconds_outOfRange_isRefusedWithTheValue(String seconds) {
        Captured captured = Captured.run("--seconds", seconds);
        assertThat(captured.status()).isEqualTo(2);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err()).contains("--seconds", seconds);
    }

    @Test
    void help_always_explainsOptionsAndExitCodes() {
        Captured captured = Captured.run("--help");
        assertThat(captured.status()).isZero();
        assertThat(captured.out()).contains("--seconds", "--json", "--list", "Exit codes:");
    }

    @Test
    void text_withoutTerminal_isPlainAndNarrow() {
        Captured captured = Captured.run("result-hang", "nested-run", "--seconds", "0.2");
        assertThat(captured.status()).as(captured.out()).isZero();
        assertThat(captured.err()).isEmpty();
        assertThat(captured.out())
                .doesNotContain("\033")
                .contains("BSC001: ", "BSC004: ", "Why:", "Fix:", "See:", "hung", "Summary");
        assertThat(captured.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void text_ofProofs_namesEveryLink() {
        Captured captured = Captured.run("starved-pool", "two-threads", "--seconds", "0.2");
        assertThat(captured.status()).as(captured.out()).isZero();
        assertThat(captured.out())
                .contains("BSC002: ", "is queued on executor 'reports'", "runs on thread 'pool-1'", "'pool-2'")
                .contains("BSC003: ", "promise 'goods' must be completed by thread 'seller'", "'buyer'")
                .contains("findDeadlockedThreads() gave null")
                .contains("completed 1, refused 1");
        assertThat(captured.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void text_ofSharedThings_accountsForEachOfThem() {
        Captured captured = Captured.run("bridge-queue", "mixed-locks", "--seconds", "0.3");
        assertThat(captured.status()).as(captured.out()).isZero();
        assertThat(captured.out())
                .contains("put 100,000, taken 100,000, lost 0, doubled 0")
                .contains("java.lang.IllegalMonitorStateException", "findDeadlockedThreads() gave null")
                .contains("BSC105: ", "lock 'ledger'", "updates 1,000");
        assertThat(captured.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void text_onTerminal_hasColourAndProgress() {
        Captured captured = Captured.run(true, "result-hang", "--seconds", "0.2");
        assertThat(captured.out()).contains("\033[");
        assertThat(captured.err()).contains("result-hang, wrong: ").endsWith("\r\033[K");
    }
}
