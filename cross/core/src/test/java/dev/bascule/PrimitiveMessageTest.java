package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import dev.bascule.sync.DualEvent;
import dev.bascule.sync.DualLazy;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualQueue;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the primitives say when something is refused, with the fix that fits what was called. */
class PrimitiveMessageTest {
    private static final Duration SHORT = Duration.ofMillis(5);

    private final DualLock lock = DualLock.create(c -> c.withName("cache"));
    private final DualSemaphore permits = DualSemaphore.create(2, c -> c.withName("connections"));
    private final DualQueue<Integer> queue = DualQueue.create(1, c -> c.withName("orders"));
    private final DualEvent event = DualEvent.create(c -> c.withName("ready"));
    private final DualLazy<String> lazy =
            DualLazy.of(() -> CompletableFuture.completedFuture("x"), c -> c.withName("config"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acquire | lock 'cache' | acquireAsync() or tryAcquire()",
                "acquireUninterruptibly | lock 'cache' | acquireAsync() or tryAcquire()",
                "withLock | lock 'cache' | withLockAsync() or tryWithLock()",
                "withPermit | semaphore 'connections' | withPermitAsync() or tryWithPermits()",
                "withPermits | semaphore 'connections' | withPermitsAsync() or tryWithPermits()",
                "put | queue 'orders' | putAsync() or tryPut()",
                "poll | queue 'orders' | takeAsync() or tryTake()",
                "takeMany | queue 'orders' | takeManyAsync()",
                "hasNext | queue 'orders' | takeAsync() or tryTake()",
                "await | event 'ready' | awaitAsync()",
                "get | lazy value 'config' | getAsync() or tryGet()"
            })
    void blockingFace_onALoop_namesWhatWasCalledAndItsTwin(String method, String primitive, String twin)
            throws Exception {
        assertThat(Callers.EVENT_LOOP.failureOf(call(method)))
                .hasMessageContaining("BSC105: " + method + "() of " + primitive + " called on loop")
                .hasMessageContaining("Fix:   use " + twin + ", or do the blocking part elsewhere");
    }

    private Callable<?> call(String method) {
        return switch (method) {
            case "acquire" -> lock::acquire;
            case "acquireUninterruptibly" -> lock::acquireUninterruptibly;
            case "withLock" -> () -> lock.withLock(() -> 1);
            case "withPermit" -> () -> permits.withPermit(() -> 1);
            case "withPermits" -> () -> permits.withPermits(2, () -> 1);
            case "put" ->
                () -> {
                    queue.put(1);
                    return null;
                };
            case "poll" -> () -> queue.blocking().poll(1, TimeUnit.SECONDS);
            case "takeMany" -> () -> queue.takeMany(2);
            case "hasNext" -> () -> queue.items().iterator().hasNext();
            case "await" ->
                () -> {
                    event.await();
                    return null;
                };
            case "get" -> lazy::get;
            default -> throw new IllegalArgumentException(method);
        };
    }

    @Test
    void wait_onALoopInsideOfAScope_isRefusedAsALockHeldAcrossAGap() {
        try (EventLoop loop = EventLoop.open("orders");
                Offload disk = Offload.open("disk")) {
            CompletableFuture<Void> never = new CompletableFuture<>();
            CompletableFuture<Object> refused = loop.submit(() -> {
                assertThat(lock.tryWithLock(() -> Bridge.await(disk.call(() -> never.get()))))
                        .isTrue();
                return null;
            });
            assertThatThrownBy(() -> Bridge.await(refused, CrossingException.class))
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            thrown -> assertThat(thrown.rule()).isEqualTo(RuleId.BSC203))
                    .hasMessageContaining("a wait on loop 'orders' inside of withLock or withPermits");
            never.complete(null);
        }
    }

    @Test
    void limit_thatIsOver_saysWhatDidNotHappen() throws Exception {
        try (Hold hold = lock.acquire()) {
            assertThatThrownBy(() -> lock.acquire(SHORT)).hasMessage("lock 'cache' was not acquired within PT0.005S");
        }
        assertThatThrownBy(() -> event.await(SHORT)).hasMessage("event 'ready' did not open within PT0.005S");
        assertThatThrownBy(() -> queue.take(SHORT)).hasMessage("there was no item in queue 'orders' within PT0.005S");
        queue.put(1);
        assertThatThrownBy(() -> queue.put(2, SHORT)).hasMessage("there was no room in queue 'orders' within PT0.005S");
    }

    @Test
    void put_byTheSoleTakerOfAFullQueue_isToldToTakeFirst() throws Exception {
        assertThat(Callers.PLATFORM_THREAD.failureOf(() -> queue.withSoleTaker(() -> {
                    queue.put(1);
                    queue.put(2);
                    return null;
                })))
                .hasMessageContaining("BSC001")
                .hasMessageContaining("Fix:   do not wait for room in a queue that only this code empties");
    }

    @Test
    void configure_thatGivesNothing_isRefused() {
        assertThatThrownBy(() -> DualLock.create(c -> null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("configure gave null: return what it was given");
    }
}
