package dev.bascule.inspect.cli.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.inspect.cli.fixture.Blocks;
import dev.bascule.inspect.cli.fixture.Callback;
import dev.bascule.inspect.cli.jfr.Recorder.Running;
import dev.bascule.inspect.model.Evidence;
import dev.bascule.inspect.model.Finding.Severity;
import dev.bascule.inspect.model.report.Report;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What real recordings of this JVM tell. */
class RecordedCallsTest {
    @TempDir
    Path directory;

    private Path recording;
    private Path file;

    @BeforeEach
    void write() throws Exception {
        recording = directory.resolve("app.jfr");
        file = Files.writeString(directory.resolve("file"), "some text");
    }

    @Test
    void call_eachThatBlocksOnALoop_isTold() throws Exception {
        Recorder.record(recording, () -> blockOn(Recorder.LOOP));
        assertThat(Recordings.told(Recordings.read(recording)))
                .contains(
                        "BSC101 jdk.sleep sleep",
                        "BSC105 jdk.park park",
                        "BSC105 jdk.latch latch",
                        "BSC104 jdk.future.get future",
                        "BSC105 jdk.queue queue",
                        "BSC105 jdk.monitor enter",
                        "BSC105 jdk.object.wait await",
                        "BSC102 jdk.socket read",
                        "BSC102 jdk.socket write",
                        "BSC102 jdk.file.stream stream",
                        "BSC102 jdk.file.nio files",
                        "BSC102 jdk.file.nio force");
    }

    @Test
    void call_onAWorker_isNotTold() throws Exception {
        Recorder.record(recording, () -> blockOn("worker-1"));
        assertThat(Recordings.told(Recordings.read(recording))).isEmpty();
    }

    private void blockOn(String thread) throws Exception {
        Recorder.on(thread, () -> {
            Blocks.sleep();
            Blocks.park();
            Blocks.await(new Object());
            Blocks.socket();
            Blocks.stream(file);
            Blocks.files(file);
            Blocks.force(file);
        });
        CountDownLatch latch = new CountDownLatch(1);
        blockUntil(thread, () -> Blocks.latch(latch), latch::countDown);
        CompletableFuture<String> future = new CompletableFuture<>();
        blockUntil(thread, () -> Blocks.future(future), () -> future.complete("done"));
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        blockUntil(thread, () -> Blocks.queue(queue), () -> queue.add("item"));
        Recorder.contend(thread, new Object());
    }

    private static void blockUntil(String thread, Callback blocks, Callback end) throws Exception {
        Running running = Recorder.start(thread, blocks);
        running.until(Thread.State.WAITING);
        end.call();
        running.end();
    }

    @Test
    void evidence_tellsHowOftenHowLongWhenAndWhere() throws Exception {
        Instant before = Instant.now();
        Recorder.record(
                recording,
                () -> Recorder.on(Recorder.LOOP, () -> {
                    for (int i = 0; i < 3; i++) {
                        Thread.sleep(1);
                    }
                }));
        Report report = Recordings.read(recording);
        assertThat(report.findings())
                .filteredOn(told -> told.finding().rule().equals("BSC101"))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.lenses()).containsExactly("jfr");
                    assertThat(told.finding().site().line()).isPositive();
                    Evidence evidence = told.evidence();
                    assertThat(evidence.count()).isEqualTo(3);
                    assertThat(evidence.maxNanos()).isBetween(1_000_000L, evidence.totalNanos());
                    assertThat(evidence.threads()).containsExactly(Recorder.LOOP);
                    assertThat(evidence.firstSeen()).isBetween(before, evidence.lastSeen());
                    assertThat(evidence.stack())
                            .anyMatch(frame -> frame.matches(".*RecordedCallsTest\\.lambda\\$.*\\(line \\d+\\)"));
                });
        assertThat(report.input().programs())
                .singleElement()
                .asString()
                .startsWith(recording + " of PID " + ProcessHandle.current().pid());
    }

    @Test
    void call_belowTheThreshold_isNotTold() throws Exception {
        Recorder.record(recording, () -> Recorder.on(Recorder.LOOP, Blocks::sleep));
        assertThat(Recordings.told(Recordings.read(recording, Recordings.catalog(""), Duration.ofMillis(1))))
                .containsExactly("BSC101 jdk.sleep sleep");
        assertThat(Recordings.told(Recordings.read(recording, Recordings.catalog(""), Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void idleLoopsAndWorkers_areNotTold() throws Exception {
        Recorder.record(recording, () -> {
            try (Selector selector = Selector.open()) {
                Running idle = Recorder.start(Recorder.LOOP, selector::select);
                idle.until(Thread.State.RUNNABLE);
                selector.wakeup();
                idle.end();
            }
            Thread[] worker = new Thread[1];
            ThreadPoolExecutor pool =
                    new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                        worker[0] = new Thread(work, "reactor-http-nio-2");
                        return worker[0];
                    });
            pool.submit(() -> {}).get();
            while (worker[0].getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            pool.shutdown();
            worker[0].join();
        });
        // To wake a selector takes its monitor, for which the loop may wait for an instant: a note.
        assertThat(Recordings.read(recording).findings())
                .allMatch(told -> told.finding().severity() == Severity.NOTE);
    }

    @Test
    void loop_thatIsKnownByWhatItRuns_isSeen() throws Exception {
        String rows = "loops:\n  - runs: " + OwnLoop.class.getName() + ".call\n";
        Recorder.record(recording, () -> {
            Recorder.on("mine", new OwnLoop());
            Recorder.on("other", () -> new OwnLoop(1));
        });
        assertThat(Recordings.told(Recordings.read(recording, Recordings.catalog(rows), Duration.ZERO)))
                .containsExactly("BSC101 jdk.sleep sleep");
        assertThat(Recordings.told(Recordings.read(recording))).isEmpty();
    }

    /** Calls what it is given, on its thread; but it is made on another. */
    private static final class OwnLoop implements Callback {
        OwnLoop() {}

        OwnLoop(int millis) throws InterruptedException {
            Thread.sleep(millis);
        }

        @Override
        public void call() throws Exception {
            Blocks.sleep();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void virtualThread_thatIsPinned_isTold() throws Exception {
        Recorder.record(recording, () -> {
            Thread pinned = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable)
                            Pinning::touch);
            pinned.join();
        });
        Report report = Recordings.read(recording);
        assertThat(Recordings.told(report)).containsExactly("BSC107 jdk.pinned <clinit>");
        assertThat(report.findings().get(0).finding().why())
                .contains("is virtual")
                .contains("carrier");
    }

    /** Its initialiser is called from the JVM, whose frames cannot leave a carrier. */
    private static final class Pinning {
        static {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        static void touch() {}
    }
}
