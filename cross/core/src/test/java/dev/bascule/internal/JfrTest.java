package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our events appear in a recording made with the JDK's defaults. */
class JfrTest {
    private static final long STALL_NANOS = 30_000_000;

    @TempDir
    Path directory;

    @Test
    void recording_ofWaitsCallsAndStalls_hasOurEvents() throws Exception {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            waitForQueuedCalls();
            stallLoop();
            recording.stop();
            events = read(recording);
        }
        assertThat(named(events, "dev.bascule.Await"))
                .anySatisfy(event -> {
                    assertThat(event.getString("stage")).contains("offload 'jfr-offload'");
                    assertThat(event.getBoolean("failed")).isFalse();
                    assertThat(event.getThread().getJavaName())
                            .isEqualTo(Thread.currentThread().getName());
                })
                .anySatisfy(event -> assertThat(event.getBoolean("failed")).isTrue());
        assertThat(named(events, "dev.bascule.Offload"))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.getString("offload")).isEqualTo("jfr-offload"))
                .anySatisfy(event -> assertThat(event.getDuration("queuedFor")).isPositive());
        assertThat(named(events, "dev.bascule.Stall")).singleElement().satisfies(event -> {
            assertThat(event.getString("loop")).isEqualTo("jfr-loop");
            assertThat(event.getString("task")).isNotBlank();
            assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ofNanos(STALL_NANOS));
        });
    }

    /** One call runs, two are queued behind it; the gate opens once this thread waits. */
    private static void waitForQueuedCalls() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Thread waiter = Thread.currentThread();
        try (Offload offload =
                Offload.open(config -> config.withName("jfr-offload").withConcurrency(1))) {
            offload.call(() -> gate.await(10, TimeUnit.SECONDS));
            CompletableFuture<Integer> second = offload.call(() -> 2);
            CompletableFuture<Integer> third = offload.call(() -> {
                await().until(() -> waiter.getState() == Thread.State.WAITING);
                throw new IOException("third");
            });
            Thread opener = new Thread(() -> {
                await().until(() -> waiter.getState() == Thread.State.WAITING);
                gate.countDown();
            });
            opener.start();
            assertThat(Bridge.await(second)).isEqualTo(2);
            assertThatThrownBy(() -> Bridge.await(third)).hasCauseInstanceOf(IOException.class);
            opener.join();
        }
    }

    private static void stallLoop() throws Exception {
        try (EventLoop loop = EventLoop.open("jfr-loop")) {
            loop.submit(() -> "quick").get(10, TimeUnit.SECONDS);
            loop.submit(JfrTest::compute).get(10, TimeUnit.SECONDS);
        }
    }

    /** The subject is a callback that holds the loop, so it must really take its time. */
    private static long compute() {
        long end = System.nanoTime() + STALL_NANOS;
        long count = 0;
        while (System.nanoTime() < end) {
            count++;
        }
        return count;
    }

    private List<RecordedEvent> read(Recording recording) throws IOException {
        Path file = directory.resolve("test.jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }
}
