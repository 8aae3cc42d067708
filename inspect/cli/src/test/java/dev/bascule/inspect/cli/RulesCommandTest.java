package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.model.rule.Rules;
import org.junit.jupiter.api.Test;

class RulesCommandTest extends CommandLineTest {
    @Test
    void rules_withoutAName_areListed() {
        Ran ran = run("rules");
        assertThat(ran.out()).contains("BSC104  a blocking wait for an asynchronous result");
        assertThat(ran.out().lines().filter(line -> line.startsWith("BSC")))
                .hasSameSizeAs(Rules.builtIn().all());
    }

    @Test
    void rule_named_isExplainedWithItsPage() {
        Ran ran = run("rules", "bsc101");
        assertThat(ran.out())
                .startsWith("BSC101: sleep on a thread that must not block\n")
                .contains("\nFix\n")
                .contains("    Thread.sleep(1000);")
                .contains("java.util.concurrent.TimeUnit.sleep")
                .doesNotContain("```")
                .doesNotContain("](");
        assertThat(ran.status()).isZero();
    }

    @Test
    void rule_thatThereIsNot_ends2() {
        assertUsage(run("rules", "BSC1O4"), "there is no rule 'BSC1O4'; did you mean 'BSC104'?");
    }
}
