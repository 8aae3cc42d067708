package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.Computes;
import dev.bascule.inspect.agent.program.Contends;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the agent says that it sees, and does not see. */
class CoverageTest extends ProgramTest {
    @Test
    void thisJvm_isCovered() throws Exception {
        Run run = run("coverage", List.of("-version"), Computes.class.getName());
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("sleep +covered +tried"))
                .anyMatch(line -> line.matches("sockets +covered"))
                .anyMatch(line -> line.matches("JDBC +covered .*"));
        assertThat(run.out()).doesNotContain("NOT covered").contains("No findings");
    }

    @Test
    void jvmWithoutJdbc_saysSo() throws Exception {
        Run run = run("coverage", List.of("--limit-modules", "java.base,java.instrument,java.management", "-version"));
        assertThat(run.out()).containsPattern("JDBC +NOT covered +no module java.sql");
        assertThat(run.out()).contains("Not seen: kinds of calls: 1 (JDBC (no module java.sql))");
    }

    @Test
    void jvmWithoutManagement_saysSo_andSeesTheRest() throws Exception {
        Run run =
                run("threshold=0ns", List.of("--limit-modules", "java.base,java.instrument"), Contends.class.getName());
        assertThat(run.out())
                .contains("loops that compute (no module java.management)", "BSC101: TimeUnit.sleep")
                .doesNotContain("NoClassDefFoundError");
    }

    @Test
    void whatIsNotCovered_isNamedWithItsReason() {
        Map<String, String> whyNot = new LinkedHashMap<>();
        whyNot.put("sleep", null);
        whyNot.put("sockets", "this JVM has no sun.nio.ch.NioSocketImpl");
        Coverage coverage = new Coverage(whyNot, Map.of(), true);
        assertThat(coverage.missing()).containsExactly("sockets (this JVM has no sun.nio.ch.NioSocketImpl)");
        assertThat(coverage.table()).containsPattern("sockets +NOT covered +this JVM has no");
    }
}
