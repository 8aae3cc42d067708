package dev.bascule.inspect.cli.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Blocks;
import dev.bascule.inspect.cli.jfr.Recorder.Running;
import dev.bascule.inspect.model.Unseen.Gap;
import dev.bascule.inspect.model.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What a recording does not show is said. */
class GapsTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("app.jfr");
    }

    @Test
    void calls_thatNoRecordingHolds_areAlwaysNamed() throws Exception {
        Report report = Recordings.read(Recorder.record(file, () -> {}));
        assertThat(gap(report, "calls").names()).contains("accept", "datagrams", "name look-ups", "JDBC as such");
        assertThat(gap(report, "thread-classes").names())
                .contains("reactor.core.scheduler.NonBlocking")
                .doesNotContain("java.awt.EventDispatchThread");
        assertThat(report.unseen().gaps()).extracting(Gap::kind).containsExactly("calls", "thread-classes");
        assertThat(report.isIncomplete()).isFalse();
    }

    @Test
    void events_thatWereSwitchedOff_areNamed() throws Exception {
        Recorder.record(
                file,
                recording -> {
                    Recorder.all(recording);
                    recording.disable("jdk.ThreadPark");
                },
                () -> {});
        assertThat(gap(Recordings.read(file), "disabled").names()).containsExactly("jdk.ThreadPark");
    }

    @Test
    void events_ofWhichOnlyLongOnesAreRecorded_areNamedIfShorterOnesAreAskedFor() throws Exception {
        Recorder.record(file, GapsTest::byDefault, () -> {});
        Report report = Recordings.read(file, Recordings.catalog(""), Duration.ofMillis(1));
        assertThat(gap(report, "thresholds").names()).contains("jdk.ThreadPark (20 ms)", "jdk.ThreadSleep (20 ms)");
        assertThat(Recordings.read(file, Recordings.catalog(""), Duration.ofMillis(20))
                        .unseen()
                        .gaps())
                .extracting(Gap::kind)
                .doesNotContain("thresholds");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void events_ofWhichOnlySomeAreRecorded_areNamed() throws Exception {
        Recorder.record(file, GapsTest::byDefault, () -> {});
        assertThat(gap(Recordings.read(file), "throttled").names()).contains("jdk.SocketRead (100/s)");
    }

    private static void byDefault(Recording recording) {
        try {
            recording.setSettings(Configuration.getConfiguration("default").getSettings());
        } catch (java.io.IOException | java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void recording_withoutAnyEventThatCounts_isNoCleanOne() throws Exception {
        Recorder.record(file, recording -> recording.enable("jdk.ActiveSetting"), () -> {});
        assertThat(Recordings.read(file).unseen().unreadable())
                .containsExactly(
                        file + ": holds no events that tell of blocking calls; start one with settings=profile");
    }

    @Test
    void recording_withoutSettings_isNamed() throws Exception {
        Recorder.record(
                file,
                recording -> {
                    Recorder.all(recording);
                    recording.disable("jdk.ActiveSetting");
                },
                () -> {});
        assertThat(gap(Recordings.read(file), "settings").count()).isEqualTo(1);
    }

    @Test
    void calls_withoutAStack_areCounted() throws Exception {
        Recorder.record(
                file,
                recording -> {
                    Recorder.all(recording);
                    recording.enable("jdk.ThreadSleep").withoutStackTrace();
                },
                () -> Recorder.on(Recorder.LOOP, Blocks::sleep));
        Report report = Recordings.read(file);
        assertThat(gap(report, "stacks").count()).isEqualTo(1);
        assertThat(Recordings.told(report)).isEmpty();
    }

    @Test
    void calls_whoseStackEndsBeforeTheApplication_areCounted() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        Function<CompletableFuture<String>, String> deep = CompletableFuture::join;
        for (int i = 0; i < 100; i++) {
            deep = deep.compose(Function.identity());
        }
        Function<CompletableFuture<String>, String> deepest = deep;
        Recorder.record(file, () -> {
            Running running = Recorder.start(
                    Recorder.LOOP, () -> assertThat(deepest.apply(future)).isNotNull());
            running.until(Thread.State.WAITING);
            future.complete("done");
            running.end();
        });
        Report report = Recordings.read(file);
        assertThat(gap(report, "cut-stacks").count()).isEqualTo(1);
        assertThat(Recordings.told(report)).isEmpty();
    }

    private static Gap gap(Report report, String kind) {
        return report.unseen().gaps().stream()
                .filter(gap -> gap.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no gap " + kind + " in " + report.unseen().gaps()));
    }
}
