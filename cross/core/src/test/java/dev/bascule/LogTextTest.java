package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.RegisteredExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** What the log and a debugger show of somebody's work: its own name, not that of our class around it. */
class LogTextTest {
    @Test
    void close_ofALoopThatIsStuck_namesTheWork() throws Exception {
        try (OurLog log = new OurLog()) {
            EventLoop loop = EventLoop.open("stuck");
            CountDownLatch begun = new CountDownLatch(1);
            loop.submit(() -> {
                begun.countDown();
                new CountDownLatch(1).await();
                return "never";
            });
            begun.await();
            loop.close(Duration.ZERO);
            assertThat(log.records())
                    .filteredOn(entry -> entry.getMessage().contains("stuck in"))
                    .extracting(LogRecord::getParameters)
                    .singleElement()
                    .satisfies(
                            parameters -> assertThat(parameters[1].toString()).startsWith("call LogTextTest$$Lambda"));
        }
    }

    @Test
    void droppedCalls_sayWhatTheyWere() {
        Executor holdsAll = task -> {};
        RegisteredExecutor pool = Bridge.register(holdsAll, "holds", 1);
        pool.call(() -> "queued");
        assertThat(pool.shutdownNow())
                .singleElement()
                .asString()
                .startsWith("call LogTextTest$$Lambda")
                .endsWith(", which was dropped");
    }
}
