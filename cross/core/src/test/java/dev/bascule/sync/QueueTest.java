package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Callers;
import dev.bascule.Callers.Call;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single operations of a queue do; how they go together is in {@link QueueFacesTest}. */
class QueueTest {
    private static final Duration SHORT = Duration.ofMillis(20);

    /** Those that may block. */
    static Stream<Callers> blocking() {
        return Callers.available().stream().filter(caller -> caller != Callers.EVENT_LOOP);
    }

    private static DualQueue<String> full(String... items) {
        DualQueue<String> queue = DualQueue.create(items.length, c -> c.withName("full"));
        Arrays.stream(items).forEach(queue::tryPut);
        return queue;
    }

    private static <T> T valueOf(CompletableFuture<T> stage) {
        assertThat(stage).isCompleted();
        return stage.join();
    }

    private static Throwable failureOf(CompletableFuture<?> stage) throws Exception {
        return Actors.join(stage.handle((value, failure) -> Actors.unwrap(failure)));
    }

    // -- arguments --

    @Test
    void item_thatIsNull_isRefusedByEachForm() {
        DualQueue<String> queue = DualQueue.create(2);
        BlockingQueue<String> view = queue.blocking();
        List<Callable<?>> forms = List.of(
                () -> {
                    queue.put(null);
                    return null;
                },
                () -> {
                    queue.put(null, SHORT);
                    return null;
                },
                () -> {
                    queue.putUninterruptibly(null);
                    return null;
                },
                () -> {
                    view.put(null);
                    return null;
                },
                () -> queue.putAsync(null),
                () -> queue.tryPut(null),
                () -> view.add(null),
                () -> view.offer(null),
                () -> view.offer(null, 1, TimeUnit.MILLISECONDS));
        assertThat(forms)
                .allSatisfy(form ->
                        assertThatNullPointerException().isThrownBy(form::call).withMessage("item"));
        assertThat(queue.size()).isZero();
    }

    @Test
    void arguments_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DualQueue.create(-1))
                .withMessage("capacity must be >= 0, was -1");
        DualQueue<String> queue = DualQueue.create(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.takeMany(0))
                .withMessage("most must be >= 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.takeManyAsync(-2))
                .withMessage("most must be >= 1, was -2");
    }

    // -- waiting --

    @ParameterizedTest
    @MethodSource("blocking")
    void put_atLimit_leavesTheItemWithItsCaller(Callers caller) throws Exception {
        DualQueue<String> queue = full("a");
        assertThat(caller.failureOf(() -> {
                    queue.put("late", SHORT);
                    return null;
                }))
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessageContaining("there was no room in queue 'full'");
        assertThat(queue.statistics().waitingToPut()).isZero();
        assertThat(queue.take()).isEqualTo("a");
        assertThat(queue.tryTake()).isNull();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void take_atLimit_takesNothing(Callers caller) throws Exception {
        DualQueue<String> queue = DualQueue.create(1, c -> c.withName("empty"));
        assertThat(caller.failureOf(() -> queue.take(SHORT)))
                .isInstanceOf(AwaitTimeoutException.class)
                .hasMessageContaining("there was no item in queue 'empty'");
        assertThat(queue.statistics().waitingToTake()).isZero();
        assertThat(queue.tryPut("a")).isTrue();
        assertThat(queue.tryTake()).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void put_interrupted_leavesTheItemWithItsCaller(Callers caller) throws Exception {
        DualQueue<String> queue = full("a");
        Call<Object> put = caller.start(() -> {
            queue.put("late");
            return null;
        });
        put.whenParked().thread().interrupt();
        assertThat(put.failure()).isInstanceOf(InterruptedException.class);
        assertThat(queue.statistics().waitingToPut()).isZero();
        assertThat(queue.closeNow()).containsExactly("a");
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void take_interrupted_takesNothing(Callers caller) throws Exception {
        DualQueue<String> queue = DualQueue.create(1);
        Call<String> take = caller.start(queue::take);
        take.whenParked().thread().interrupt();
        assertThat(take.failure()).isInstanceOf(InterruptedException.class);
        assertThat(queue.statistics().waitingToTake()).isZero();
        assertThat(queue.tryPut("a")).isTrue();
        assertThat(queue.tryTake()).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void uninterruptibleForms_interrupted_goOnAndKeepTheInterrupt(Callers caller) throws Exception {
        DualQueue<String> queue = full("a");
        Call<Boolean> put = caller.start(() -> {
            queue.putUninterruptibly("b");
            return Thread.interrupted();
        });
        put.whenParked().thread().interrupt();
        Callers.eventually().until(() -> queue.statistics().waitingToPut() == 1);
        assertThat(queue.take()).isEqualTo("a");
        assertThat(put.value()).isTrue();
        assertThat(queue.take()).isEqualTo("b");
        Call<Boolean> take = caller.start(() -> {
            assertThat(queue.takeUninterruptibly()).isEqualTo("c");
            return Thread.interrupted();
        });
        take.whenParked().thread().interrupt();
        queue.put("c");
        assertThat(take.value()).isTrue();
    }

    @Test
    void operations_withInterruptPending_throwAndChangeNothing() throws Exception {
        DualQueue<String> queue = DualQueue.create(2);
        queue.put("a");
        List<Callable<?>> forms = List.of(
                queue::take,
                () -> queue.take(SHORT),
                () -> queue.takeMany(2),
                () -> queue.blocking().poll(1, TimeUnit.SECONDS),
                () -> queue.blocking().offer("b", 1, TimeUnit.SECONDS),
                () -> {
                    queue.put("b");
                    return null;
                });
        for (Callable<?> form : forms) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(form::call).isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
        assertThat(queue.closeNow()).containsExactly("a");
    }

    // -- stages that are given up --

    @Test
    void putAsync_givenUp_leavesTheItemWithItsCaller() throws Exception {
        DualQueue<String> queue = full("a");
        CompletableFuture<Void> cancelled = queue.putAsync("b");
        CompletableFuture<Void> failed = queue.putAsync("c");
        CompletableFuture<Void> timedOut = queue.putAsync("d").orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<Void> last = queue.putAsync("e");
        assertThat(cancelled.cancel(false)).isTrue();
        assertThat(failed.completeExceptionally(new IOException("enough"))).isTrue();
        assertThat(failureOf(timedOut)).isInstanceOf(TimeoutException.class);
        assertThat(queue.statistics().waitingToPut()).isOne();
        queue.close();
        assertThat(queue.items()).containsExactly("a", "e");
        assertThat(Actors.join(last)).isNull();
    }

    @Test
    void takeAsync_givenUp_takesNothing() throws Exception {
        DualQueue<String> queue = DualQueue.create(4);
        CompletableFuture<String> cancelled = queue.takeAsync();
        CompletableFuture<String> failed = queue.takeAsync();
        CompletableFuture<String> timedOut = queue.takeAsync().orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<String> substituted = queue.takeAsync().completeOnTimeout("none", 1, TimeUnit.MILLISECONDS);
        assertThat(cancelled.cancel(true)).isTrue();
        assertThat(failed.completeExceptionally(new IOException("enough"))).isTrue();
        assertThat(failureOf(timedOut)).isInstanceOf(TimeoutException.class);
        assertThat(Actors.join(substituted)).isEqualTo("none");
        assertThat(queue.statistics().waitingToTake()).isZero();
        queue.put("a");
        assertThat(queue.tryTake()).isEqualTo("a");
    }

    @Test
    void stage_thatHasItsItem_cannotBeGivenUp() throws Exception {
        DualQueue<String> queue = DualQueue.create(1);
        CompletableFuture<String> waited = queue.takeAsync();
        queue.put("a");
        assertThat(Actors.join(waited)).isEqualTo("a");
        queue.put("b");
        CompletableFuture<String> atOnce = queue.takeAsync();
        for (CompletableFuture<String> take : List.of(waited, atOnce)) {
            assertThat(take.cancel(true)).isFalse();
            assertThat(take.completeExceptionally(new IOException("too late"))).isFalse();
            take.orTimeout(0, TimeUnit.NANOSECONDS);
        }
        assertThat(List.of(waited.join(), atOnce.join())).containsExactly("a", "b");
    }

    /** The line is alive meanwhile, since one more waits in it; so nothing but the line itself could hold them. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waiters_cancelledOrTimedOut_areNotRetained(boolean puts) throws Exception {
        DualQueue<Object> queue = DualQueue.create(1);
        if (puts) {
            queue.put("full");
        }
        CompletableFuture<?> first = puts ? queue.putAsync("first") : queue.takeAsync();
        List<WeakReference<Object>> gone = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Object item = new Object();
            CompletableFuture<?> stage = puts ? queue.putAsync(item) : queue.takeAsync();
            gone.add(new WeakReference<>(stage));
            if (puts) {
                gone.add(new WeakReference<>(item));
            }
            if (i % 2 == 0) {
                stage.cancel(false);
            } else {
                stage.orTimeout(1, TimeUnit.MICROSECONDS);
            }
        }
        int waiting =
                puts ? queue.statistics().waitingToPut() : queue.statistics().waitingToTake();
        assertThat(waiting).isGreaterThanOrEqualTo(1);
        Callers.eventually().untilAsserted(() -> {
            System.gc();
            assertThat(gone).allMatch(each -> each.get() == null);
        });
        assertThat(first).isNotDone();
        assertThat(queue.statistics().waitingToPut() + queue.statistics().waitingToTake())
                .isOne();
    }

    // -- takeMany --

    @Test
    void takeMany_ofManyItems_givesThemInOrderUpToTheLimit() throws Exception {
        DualQueue<String> queue = full("a", "b", "c", "d");
        assertThat(queue.takeMany(3)).containsExactly("a", "b", "c");
        assertThat(valueOf(queue.takeManyAsync(3))).containsExactly("d");
    }

    @Test
    void takeMany_withProducersInLine_takesTheirItemsToo() throws Exception {
        for (int capacity : new int[] {0, 2}) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            List<CompletableFuture<Void>> puts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                puts.add(queue.putAsync(i));
            }
            List<Integer> arrived = new ArrayList<>();
            while (arrived.size() < 6) {
                arrived.addAll(queue.takeMany(4));
            }
            assertThat(arrived).containsExactly(0, 1, 2, 3, 4, 5);
            for (CompletableFuture<Void> put : puts) {
                Actors.join(put);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    void takeManyAsync_ofEmptyQueue_getsWhatComes(int capacity) throws Exception {
        DualQueue<String> queue = DualQueue.create(capacity);
        CompletableFuture<List<String>> take = queue.takeManyAsync(3);
        assertThat(take).isNotDone();
        assertThat(queue.tryPut("a")).isTrue();
        assertThat(Actors.join(take)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void takeManyAsync_servedByAStage_getsWhatComes(int capacity) throws Exception {
        DualQueue<String> queue = DualQueue.create(capacity, c -> c.withStrictFifo(true));
        CompletableFuture<List<String>> take = queue.takeManyAsync(3);
        CompletableFuture<Void> put = queue.putAsync("a");
        assertThat(Actors.join(take)).containsExactly("a");
        Actors.join(put);
    }

    // -- order --

    @Test
    void rendezvous_withItemsOfOneProducerInLine_keepsTheirOrder() throws Exception {
        DualQueue<String> queue = DualQueue.create(0);
        CompletableFuture<Void> first = queue.putAsync("first");
        assertThat(queue.tryPut("second")).as("nobody waits for it").isFalse();
        CompletableFuture<Void> second = queue.putAsync("second");
        assertThat(queue.take()).isEqualTo("first");
        assertThat(queue.take()).isEqualTo("second");
        Actors.join(first);
        Actors.join(second);
    }

    @Test
    void waiter_thatComesBackLate_isOvertakenUnlessTheOrderIsStrict() throws Exception {
        for (boolean strict : new boolean[] {false, true}) {
            DualQueue<String> queue = DualQueue.create(1, c -> c.withStrictFifo(strict));
            try (EventLoop busy = EventLoop.open("busy")) {
                CountDownLatch go = new CountDownLatch(1);
                CompletableFuture<String> waits = busy.call(queue::takeAsync);
                Callers.eventually().until(() -> queue.statistics().waitingToTake() == 1);
                busy.submit(() -> go.await(Actors.SECONDS, TimeUnit.SECONDS));
                assertThat(queue.tryPut("a")).isTrue();
                assertThat(queue.tryTake()).isEqualTo(strict ? null : "a");
                go.countDown();
                if (!strict) {
                    queue.put("b");
                }
                assertThat(Actors.join(waits)).isEqualTo(strict ? "a" : "b");
            }
        }
    }

    // -- loops --

    @Test
    void blockingForms_onALoop_areRefusedEvenIfTheyNeedNotWait() throws Exception {
        DualQueue<String> queue = DualQueue.create(4, c -> c.withName("shared"));
        queue.put("a");
        BlockingQueue<String> view = queue.blocking();
        Map<String, Callable<?>> forms = Map.<String, Callable<?>>ofEntries(
                Map.entry("put", () -> {
                    queue.put("b");
                    return null;
                }),
                Map.entry("put with limit", () -> {
                    queue.put("b", SHORT);
                    return null;
                }),
                Map.entry("putUninterruptibly", () -> {
                    queue.putUninterruptibly("b");
                    return null;
                }),
                Map.entry("take", queue::take),
                Map.entry("take with limit", () -> queue.take(SHORT)),
                Map.entry("takeUninterruptibly", queue::takeUninterruptibly),
                Map.entry("takeMany", () -> queue.takeMany(2)),
                Map.entry("items", () -> queue.items().iterator().next()),
                Map.entry("stream", () -> queue.stream().findFirst()),
                Map.entry("blocking().put", () -> {
                    view.put("b");
                    return null;
                }),
                Map.entry("blocking().take", view::take),
                Map.entry("blocking().offer with limit", () -> view.offer("b", 1, TimeUnit.SECONDS)),
                Map.entry("blocking().poll with limit", () -> view.poll(1, TimeUnit.SECONDS)));
        for (Map.Entry<String, Callable<?>> form : forms.entrySet()) {
            assertThat(Callers.EVENT_LOOP.failureOf(form.getValue()))
                    .as(form.getKey())
                    .isInstanceOfSatisfying(
                            CrossingException.class,
                            refused -> assertThat(refused.rule()).isEqualTo(RuleId.BSC105))
                    .hasMessageContaining("queue 'shared'");
        }
        assertThat(queue.closeNow()).containsExactly("a");
    }

    @Test
    void formsThatNeverWait_onALoop_areAllowed() throws Exception {
        DualQueue<String> queue = DualQueue.create(4);
        assertThat(Callers.EVENT_LOOP.<Object>call(() -> {
                    List<Object> seen = new ArrayList<>();
                    queue.putAsync("a").join();
                    seen.add(queue.tryPut("b"));
                    seen.add(queue.blocking().offer("c"));
                    seen.add(queue.takeAsync().join());
                    seen.add(queue.tryTake());
                    seen.add(queue.blocking().poll());
                    seen.add(queue.blocking().poll());
                    queue.close();
                    seen.add(queue.closeNow());
                    return seen;
                }))
                .isEqualTo(Arrays.asList(true, true, "a", "b", "c", null, List.of()));
    }

    @Test
    void stage_ofALoop_completesOnIt() throws Exception {
        try (EventLoop loop = EventLoop.open("mine")) {
            DualQueue<String> queue = DualQueue.create(1);
            CompletableFuture<Thread> where =
                    loop.call(() -> queue.takeAsync().thenApply(item -> Thread.currentThread()));
            Callers.eventually().until(() -> queue.statistics().waitingToTake() == 1);
            queue.put("a");
            Thread own = Actors.join(loop.submit(Thread::currentThread));
            assertThat(Actors.join(where)).isSameAs(own);
        }
    }

    @Test
    void exceptionOfAStage_ofAClosedQueue_isItsOwn() {
        DualQueue<String> queue = DualQueue.create(1, c -> c.withName("closed"));
        queue.close();
        assertThatThrownBy(() -> queue.takeAsync().join())
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("BSC207: queue 'closed' is closed");
    }
}
