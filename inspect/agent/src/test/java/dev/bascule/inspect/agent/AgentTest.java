package dev.bascule.inspect.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.agent.program.Blocks;
import dev.bascule.inspect.agent.program.Channels;
import dev.bascule.inspect.agent.program.Computes;
import dev.bascule.inspect.agent.program.Contends;
import dev.bascule.inspect.agent.program.Databases;
import dev.bascule.inspect.agent.program.Harmless;
import dev.bascule.inspect.agent.program.Legacy;
import dev.bascule.inspect.agent.program.Natives;
import dev.bascule.inspect.agent.program.OwnLoop;
import dev.bascule.inspect.agent.program.Refused;
import dev.bascule.inspect.agent.program.Sleeps;
import dev.bascule.inspect.model.Finding;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the agent tells of programs. */
class AgentTest extends ProgramTest {
    @Test
    void calls_areCountedOnce_alsoWhereTheThreadEndsWithOne() throws Exception {
        assertThat(watch(Sleeps.class.getName()).findings())
                .filteredOn(told -> told.finding().leafId().equals("jdk.sleep"))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.evidence()).isNotNull();
                    assertThat(told.evidence().count()).isEqualTo(3);
                    assertThat(told.evidence().totalNanos())
                            .isGreaterThanOrEqualTo(450_000_000)
                            .isLessThan(3 * told.evidence().maxNanos() + 1);
                });
    }

    @Test
    void loop_thatBlocks_isTold() throws Exception {
        Report report = watch(Blocks.class.getName());
        assertThat(sites(report, true)).contains("lock jdk.lock", "exists jdk.file.stat");
        assertThat(sites(report, false))
                .containsExactlyInAnyOrder(
                        "sleep jdk.sleep",
                        "await jdk.latch",
                        "poll jdk.queue",
                        "join jdk.future.get",
                        "permit jdk.semaphore",
                        "joinThread jdk.thread.join",
                        "waitFor jdk.object.wait",
                        "readString jdk.file.nio",
                        "open jdk.file.stream",
                        "length jdk.file.stream",
                        "resolve jdk.dns",
                        "sockets jdk.socket",
                        "process jdk.process.start",
                        "process jdk.process.wait");
    }

    @Test
    void thread_thatMayBlock_isNot() throws Exception {
        assertThat(watch(Blocks.class.getName(), "worker-1").findings()).isEmpty();
    }

    @Test
    void whatDoesNotBlock_isNoMoreThanANote() throws Exception {
        Report report = watch(Harmless.class.getName());
        assertThat(sites(report, false)).isEmpty();
        assertThat(sites(report, true)).contains("logging logging", "logging logging.start", "printing jdk.print");
    }

    @Test
    void channel_inBlockingMode_isToldAndNoOther() throws Exception {
        assertThat(sites(watch(Channels.class.getName()), false))
                .filteredOn(site -> site.endsWith("jdk.channel"))
                .containsExactly("blocking jdk.channel");
    }

    @Test
    void database_withANativeDriver_isTold() throws Exception {
        assertThat(sites(watch(Databases.class.getName()), false))
                .contains("ask jdk.jdbc.connect", "ask jdk.jdbc.execute", "ask jdk.jdbc.read");
    }

    @Test
    void method_thatTheUserNames_isTold() throws Exception {
        Path catalog = Files.writeString(directory.resolve("mine.yaml"), """
                library: mine
                leaves:
                  - id: mine.load
                    rule: BSC102
                    methods: ['dev.bascule.inspect.agent.program.Legacy$Store.load']
                    what: loads
                """);
        Report report = watchWith("catalog=" + catalog + ",", Legacy.class.getName());
        assertThat(sites(report, false)).containsExactlyInAnyOrder("load mine.load", "loadFast mine.load");
    }

    @Test
    void nativeMethod_thatTheUserNames_isToldAndDoesWhatItDid() throws Exception {
        Path catalog = Files.writeString(directory.resolve("natives.yaml"), """
                library: mine
                leaves:
                  - id: mine.native
                    rule: BSC102
                    methods: ['org.sqlite.core.NativeDB.shared_cache', 'org.sqlite.core.NativeDB.column*']
                    what: is native
                """);
        Path report = directory.resolve("natives.json");
        Run plain = finish(startWithout(Natives.class.getName()));
        Run run = run(
                "catalog=" + catalog + ",threshold=0ns,format=json,report=" + report,
                List.of("-Xverify:all"),
                Natives.class.getName());
        assertThat(ofProgram(run)).hasSize(3).isEqualTo(ofProgram(plain));
        assertThat(sites(JsonReader.read("report", Files.readString(report)), false))
                .contains("share mine.native");
    }

    /** Without the warnings of newer JVMs. */
    private static List<String> ofProgram(Run run) {
        return run.out()
                .lines()
                .filter(line -> line.matches("(shared|failed|final): .*"))
                .toList();
    }

    @Test
    void option_thatThereIsNot_isToldAndTheProgramRuns() throws Exception {
        Run run = run("colour=red", List.of(), Blocks.class.getName());
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("bascule-agent: nothing is watched: ", "'colour'", "threshold=1ms");
    }

    @Test
    void loop_heldByComputation_isToldAndABusyOneIsNot() throws Exception {
        assertThat(watch(Computes.class.getName()).findings()).singleElement().satisfies(told -> {
            assertThat(told.finding().rule()).isEqualTo("BSC106");
            assertThat(told.finding().site().method()).isIn("primes", "factor");
            assertThat(told.evidence()).isNotNull();
            assertThat(told.evidence().count()).isEqualTo(1);
            assertThat(told.evidence().maxNanos()).isBetween(300_000_000L, 2_000_000_000L);
        });
    }

    @Test
    void ownLoop_heldByComputation_isToldAndOneThatSpinsIsNot() throws Exception {
        assertThat(watch(OwnLoop.class.getName()).findings())
                .filteredOn(told -> told.finding().severity() != Finding.Severity.NOTE)
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.finding().rule()).isEqualTo("BSC106");
                    assertThat(told.finding().site().method()).isEqualTo("primes");
                    assertThat(requireNonNull(told.evidence()).threads()).containsExactly("reactor-http-1");
                });
    }

    @Test
    void monitor_afterALongCall_isToldWithItsOwnTime() throws Exception {
        Path report = directory.resolve("contends.json");
        Run run = run("notes,format=json,report=" + report, List.of(), Contends.class.getName());
        long waited = Long.parseLong(run.out().replaceAll("(?s).*waited (\\d+).*", "$1"));
        assertThat(JsonReader.read("report", Files.readString(report)).findings())
                .filteredOn(told -> told.finding().site().method().equals("enter"))
                .singleElement()
                .satisfies(told ->
                        assertThat(requireNonNull(told.evidence()).maxNanos()).isBetween(1L, waited));
    }

    @Test
    void refused_fails_outsideOfLocks() throws Exception {
        Run run = run("throw", List.of(), Refused.class.getName());
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.out())
                .contains("sleep: BSC101", "file: BSC102", "future: BSC104", "contended: locked", "latch: waited")
                .contains("worker: slept");
    }
}
