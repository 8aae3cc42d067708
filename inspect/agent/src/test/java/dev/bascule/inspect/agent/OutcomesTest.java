package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.Outcomes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls end as they do without the agent: values, exceptions, interrupts, locks and states. */
class OutcomesTest extends ProgramTest {
    private static String expected = "";

    @BeforeAll
    static void withoutAgent() throws Exception {
        Run plain = finish(startWithout(Outcomes.class.getName()));
        assertThat(plain.exit()).as(plain.out()).isZero();
        expected = plain.out();
        assertThat(expected)
                .contains(
                        "java.nio.channels.ClosedByInterruptException", "java.net.ConnectException: Connection refused")
                .contains("java.lang.InterruptedException: sleep interrupted", "java.net.UnknownHostException")
                .contains("owns the monitor: true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xverify:all", "-Xshare:auto", "-Xint", "-XX:+UseSerialGC"})
    void outcomes_areThoseWithoutTheAgent(String flag) throws Exception {
        watched(List.of(flag), Outcomes.class.getName());
    }

    @Test
    void outcomes_inALoaderWithoutParent_areThoseWithoutTheAgent() throws Exception {
        watched(List.of(), Outcomes.class.getName(), "alone");
    }

    private static void watched(List<String> jvm, String... program) throws Exception {
        Path report = Files.createTempFile(directory, "report", ".txt");
        Run run = run("threshold=0ns,notes,report=" + report, jvm, program);
        assertThat(run.out().lines().filter(line -> !line.contains("warning:")))
                .containsExactlyElementsOf(expected.lines().toList());
        assertThat(Files.readString(report)).contains("on the thread of an event loop");
    }
}
