package dev.bascule.inspect.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bascule.inspect.agent.program.Answered;
import dev.bascule.inspect.agent.program.Crosses;
import dev.bascule.inspect.agent.program.Hangs;
import dev.bascule.inspect.model.Hang;
import dev.bascule.inspect.model.observed.JournalReader;
import dev.bascule.inspect.model.report.JsonReader;
import dev.bascule.inspect.model.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that hang, and know nothing of Bascule. */
class HangTest extends ProgramTest {
    @ParameterizedTest
    @CsvSource({
        "result-hang,       BSC001, resultHang,     'only this thread runs'",
        "nested-run,        BSC001, nestedRun,      'only this thread runs'",
        "latch-on-own-pool, BSC001, latchOnOwnPool, 'for a CountDownLatch'",
        "starved-pool,      BSC002, starvedPool,    'these 2 threads run'",
        "semaphore,         BSC002, semaphore,      'for a Semaphore'",
        "two-threads,       BSC003, twoThreads,     'a future that nobody else seems to have but'",
        "lock-ring,         BSC003, ring,           'for a ReentrantLock, which'",
        "monitor-ring,      BSC003, monitorRing,    ') for a monitor of class java.lang.Object, which'",
        "join-ring,         BSC003, joinRing,       ') for a monitor of class java.lang.StringBuilder, which'",
        "join-ring,         BSC003, joinRing,       ') for the end of '",
        "initialisers,      BSC003, <clinit>,       ') for the initialiser of class dev.bascule.inspect.agent.program.Hangs.Egg, which'",
        "upgrade,           BSC003, main,           'for the write lock of a ReentrantReadWriteLock, which ''main'' has for reading'",
        "interruptible-upgrade, BSC003, main,           'for the write lock of a ReentrantReadWriteLock, which ''main'' has for reading'",
        "mixed-locks,       BSC203, mixedLocks,     'has nothing to do and waits for work'",
    })
    void cause_isNamed(String name, String rule, String method, String link) throws Exception {
        Path journals = Files.createTempDirectory(directory, name);
        Process process = start("journal=" + journals, List.of(), Hangs.class.getName(), name);
        try {
            Report.Told told = await(name)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> told(journals.resolve(process.pid() + ".journal")), Optional::isPresent)
                    .orElseThrow();
            assertThat(told.finding().rule()).isEqualTo(rule);
            assertThat(told.finding().site().method()).isEqualTo(method);
            Hang hang = told.hang();
            assertThat(hang).isNotNull();
            assertThat(hang.proven()).isFalse();
            assertThat(hang.links()).anyMatch(each -> each.contains(link));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void hangThatBasculeProves_isToldAsProven_withAllWaits() throws Exception {
        Path journals = Files.createTempDirectory(directory, "crosses");
        Process process = start("journal=" + journals, List.of("-Dbascule.proof=report"), Crosses.class.getName());
        try {
            Path journal = journals.resolve(process.pid() + ".journal");
            Report.Told told = await().atMost(Duration.ofSeconds(60))
                    .until(() -> told(journal), Optional::isPresent)
                    .orElseThrow();
            assertThat(told.finding().rule()).isEqualTo("BSC001");
            assertThat(told.finding().site().method()).isEqualTo("awaitItself");
            assertThat(told.hang()).isNotNull();
            assertThat(told.hang().proven()).isTrue();
            while (!process.inputReader().readLine().startsWith("waiting: ")) {
                Thread.onSpinWait();
            }
            process.toHandle().destroy();
            process.waitFor();
            JournalReader.Contents contents = JournalReader.read(journal);
            assertThat(contents.waits())
                    .as(contents.toString())
                    .anyMatch(line -> line.startsWith("thread 'bascule-stuck-0' waits") && line.endsWith("[never]"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Optional<Report.Told> told(Path journal) throws Exception {
        if (!Files.exists(journal)) {
            return Optional.empty();
        }
        try {
            List<String> told = JournalReader.read(journal).told();
            return told.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            JsonReader.read("journal", told.get(0)).findings().get(0));
        } catch (IOException beingMade) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-pool", "process", "map-of-replies", "waits-on-itself", "joins-itself"})
    void whatIsAnsweredInTheEnd_isNoHang(String how) throws Exception {
        assertThat(watch(Answered.class.getName(), how).findings()).isEmpty();
    }

    @Test
    void whatOnlyWaits_isNoHang() throws Exception {
        assertThat(watch(Hangs.class.getName(), "healthy").findings()).isEmpty();
    }
}
