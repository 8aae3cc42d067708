package dev.bascule.inspect.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.Bridge;
import dev.bascule.inspect.agent.program.Crosses;
import dev.bascule.inspect.agent.program.Hangs;
import dev.bascule.inspect.agent.program.Repeats;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttachCommandTest extends ProcessTest {
    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private static final String STUCK = "thread 'bascule-stuck-0' waits";

    private Process repeats(String... jvm) throws Exception {
        List<String> command = program(Repeats.class);
        command.addAll(1, List.of(jvm));
        Process process = start(command);
        assertThat(process.inputReader().readLine()).isEqualTo("ready");
        return process;
    }

    private static String ask(Process process) throws Exception {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        return process.inputReader().readLine();
    }

    private static void awaitAnswer(Process process, String answer) throws Exception {
        while (!ask(process).equals(answer)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void withoutPid_listsTheJvms() throws Exception {
        Process process = repeats();
        Ended ended = end(bascule("attach"));
        assertThat(ended.status()).isZero();
        assertThat(ended.out()).containsPattern("(?m)^ *" + process.pid() + "  " + Repeats.class.getName() + "$");
    }

    @Test
    void arguments_thatAreWrong_areToldWithAnExample() {
        CommandLineTest.assertUsage(
                CommandLineTest.run("attach", "Orders"), "must be the number of a process, as 4711, was 'Orders'");
        CommandLineTest.assertUsage(
                CommandLineTest.run("attach", "99999999999999999999"), "must be the number of a process");
        CommandLineTest.assertUsage(CommandLineTest.run("attach", "--for", "9999999m", 1), "must be at most a year");
    }

    @Test
    void running_isWatchedAndLeft_andWatchedAgain() throws Exception {
        Process process = repeats("-XX:SoftRefLRUPolicyMSPerMB=0"); // newer JDKs remember some types softly
        assertSleepIsSeen(process);
        assertThat(ask(process)).isEqualTo("on: false");
        assertThat(instances(process)).doesNotContain("dev.bascule.agent.InnerLoader");
        assertSleepIsSeen(process);
        assertThat(ask(process)).isEqualTo("on: false");
        assertThat(hasLeftNothing()).isTrue();
    }

    private void assertSleepIsSeen(Process process) throws Exception {
        Ended ended = end(bascule("attach", "--for", "500ms", process.pid()));
        assertThat(ended.out())
                .startsWith("BSC101: Thread.sleep sleeps in Repeats.sleep")
                .contains("PID " + process.pid() + " (" + Repeats.class.getName() + ")");
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
    }

    /** Of all classes, after two collections: what the first one lets go of softly, the second one frees. */
    private String instances(Process process) throws Exception {
        List<String> histogram = List.of(JCMD, Long.toString(process.pid()), "GC.class_histogram");
        end(start(histogram));
        return end(start(histogram)).out();
    }

    @Test
    void one_whileAnotherOneWatches_joinsIt() throws Exception {
        Process process = repeats();
        Process first = bascule("attach", "--for", "1m", process.pid());
        awaitAnswer(process, "on: true");
        assertSleepIsSeen(process);
        assertThat(ask(process)).isEqualTo("on: true");
        signal("INT", first);
        Ended ended = end(first);
        assertThat(ended.out()).startsWith("BSC101: Thread.sleep sleeps in Repeats.sleep");
        assertThat(ask(process)).isEqualTo("on: false");
    }

    @Test
    void one_whoIsKilled_isMissed() throws Exception {
        Process process = repeats();
        Process first = bascule("attach", "--for", "1m", process.pid());
        awaitAnswer(process, "on: true");
        first.destroyForcibly().waitFor();
        awaitAnswer(process, "on: false");
        assertSleepIsSeen(process);
    }

    @Test
    void waitsOfBascule_areReported_alsoToWhoHasJoined() throws Exception {
        List<String> command = program(Crosses.class);
        String core = Path.of(Bridge.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        command.set(2, command.get(2) + File.pathSeparator + core);
        command.add(1, "-Dbascule.proof=report");
        Process process = start(command);
        Process first = bascule("attach", "--for", "1m", "--format", "json", process.pid());
        assertTwoSeeIt(process);
        signal("INT", first);
        assertThat(end(first).out()).contains(STUCK);
    }

    /** At least the second has joined the one that lasts. */
    private void assertTwoSeeIt(Process process) throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(end(bascule("attach", "--for", "2s", "--format", "json", process.pid()))
                            .out())
                    .contains(STUCK);
        }
    }

    @Test
    void twoInterrupts_endIt_whereTheJvmDoesNotAnswer() throws Exception {
        Process process = repeats();
        Process stuck = bascule("attach", "--for", "1m", process.pid());
        awaitAnswer(process, "on: true");
        signal("STOP", process);
        while (!stuck.waitFor(50, TimeUnit.MILLISECONDS)) {
            signal("INT", stuck);
        }
        signal("CONT", process);
        Ended ended = end(stuck);
        assertThat(ended.status()).isEqualTo(130);
        assertThat(ended.err()).contains("bascule attach: ended before PID " + process.pid() + " answered");
        assertThat(hasLeftNothing()).isTrue();
    }

    @Test
    void stopped_isLeftAlone() throws Exception {
        Process process = repeats();
        signal("STOP", process);
        Ended ended = end(bascule("attach", process.pid()));
        signal("CONT", process);
        assertThat(ended.status()).isEqualTo(3);
        assertThat(ended.err()).startsWith("bascule attach: PID " + process.pid() + " is stopped, by a signal");
        assertThat(ask(process)).isEqualTo("none");
    }

    private static void signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Test
    void hang_isExplained() throws Exception {
        Process process = start(program(Hangs.class, "starved-pool"));
        Ended ended = end(bascule("attach", "--for", "10s", "--format", "json", process.pid()));
        assertThat(ended.out()).contains("\"rule\" : \"BSC002\"", "\"proven\" : false");
        assertThat(ended.status()).as(ended.err()).isEqualTo(1);
    }

    @Test
    void pid_thatIsGone_isToldSo() throws Exception {
        Process process = start(List.of("sh", "-c", "exit 0"));
        process.waitFor();
        assertFails(end(bascule("attach", process.pid())), "there is no process " + process.pid());
    }

    @Test
    void process_thatIsNoJvm_isToldSo() throws Exception {
        Process process = start(List.of("sh", "-c", "read line"));
        assertFails(end(bascule("attach", process.pid())), "does not let itself be attached to");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void jvm_thatTakesNoAgent_isToldHow() throws Exception {
        assertFails(end(bascule("attach", repeats("-XX:+DisableAttachMechanism").pid())), "bascule run -- java ...");
        assertFails(
                end(bascule("attach", repeats("-XX:-EnableDynamicAgentLoading").pid())), "bascule run -- java ...");
    }

    @Test
    void jvm_ofAnotherUser_isToldWhoMay() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can be another user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv here");
        List<String> command = program(Repeats.class);
        command.addAll(0, List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        Process process = start(command);
        assumeTrue("ready".equals(process.inputReader().readLine()), "that user cannot read the classes");
        assertFails(end(bascule("attach", process.pid())), "PID " + process.pid() + " belongs to ");
    }

    private static void assertFails(Ended ended, String message) {
        assertThat(ended.err()).startsWith("bascule attach: ").contains(message);
        assertThat(ended.status()).isEqualTo(3);
    }

    @Test
    void pid_thatIsNone_isAMistake() throws Exception {
        assertThat(end(bascule("attach", "mine")).status()).isEqualTo(2);
        assertThat(end(bascule("attach", "--for", "long", "1")).status()).isEqualTo(2);
    }
}
