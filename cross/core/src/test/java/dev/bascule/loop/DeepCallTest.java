package dev.bascule.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Asynchronous calls that call each other need a stack that does not grow with their number. */
class DeepCallTest {
    private static final int LEVELS = 20_000;

    @Test
    void call_nestedTwentyThousandDeep_ends() throws Exception {
        try (EventLoop loop = EventLoop.open("deep")) {
            assertThat(Bridge.await(nest(loop, LEVELS), Duration.ofSeconds(30))).isEqualTo(LEVELS);
        }
    }

    @Test
    void call_nestedDeepAndAwaitedOnTheLoop_ends() throws Exception {
        try (EventLoop loop = EventLoop.open("deep")) {
            CompletableFuture<Integer> sum = loop.submit(() -> Bridge.await(nest(loop, 1_000)));
            assertThat(Bridge.await(sum, Duration.ofSeconds(30))).isEqualTo(1_000);
        }
    }

    private static CompletableFuture<Integer> nest(EventLoop loop, int level) {
        return level == 0
                ? loop.submit(() -> 0)
                : loop.call(() -> nest(loop, level - 1).thenApply(below -> below + 1));
    }
}
