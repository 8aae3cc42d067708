package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Callers;
import dev.bascule.Callers.Call;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.ClosedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a queue ends: in order, with a cause, at once; and what its views say of that. */
class QueueCloseTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final IOException broken = new IOException("broken");

    static Stream<Callers> blocking() {
        return QueueTest.blocking();
    }

    private static DualQueue<String> of(String... items) {
        DualQueue<String> queue = DualQueue.create(items.length, c -> c.withName("orders"));
        for (String item : items) {
            queue.tryPut(item);
        }
        return queue;
    }

    private static Throwable failureOf(CompletableFuture<?> stage) throws Exception {
        return Actors.join(stage.handle((value, failure) -> Actors.unwrap(failure)));
    }

    // -- close --

    @Test
    void close_withItemsLeft_refusesNewOnesAndServesTheRest() throws Exception {
        DualQueue<String> queue = of("a", "b");
        CompletableFuture<Void> inLine = queue.putAsync("c");
        queue.close();
        assertThat(queue.isClosed()).isTrue();
        assertThat(queue.tryPut("late")).isFalse();
        assertThatThrownBy(() -> queue.put("late"))
                .isInstanceOf(ClosedException.class)
                .hasMessageStartingWith("BSC207: queue 'orders' is closed.")
                .hasNoCause();
        assertThatThrownBy(() -> queue.put("late", LIMIT)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> queue.put("late", Duration.ZERO)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> queue.putUninterruptibly("late")).isInstanceOf(ClosedException.class);
        assertThat(failureOf(queue.putAsync("late"))).isInstanceOf(ClosedException.class);
        assertThat(queue.take()).isEqualTo("a");
        Actors.join(inLine);
        assertThat(queue.take(LIMIT)).isEqualTo("b");
        assertThat(Actors.join(queue.takeAsync())).isEqualTo("c");
        assertThatThrownBy(queue::take).isInstanceOf(ClosedException.class).hasNoCause();
        assertThatThrownBy(() -> queue.take(LIMIT)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> queue.take(Duration.ZERO)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(queue::takeUninterruptibly).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> queue.takeMany(3)).isInstanceOf(ClosedException.class);
        assertThat(failureOf(queue.takeAsync())).isInstanceOf(ClosedException.class);
        assertThat(failureOf(queue.takeManyAsync(3))).isInstanceOf(ClosedException.class);
        assertThat(queue.tryTake()).isNull();
    }

    @Test
    void close_again_doesNothing() throws Exception {
        DualQueue<String> queue = of("a");
        CompletableFuture<Void> inLine = queue.putAsync("b");
        queue.close();
        queue.close();
        assertThat(queue.items()).containsExactly("a", "b");
        Actors.join(inLine);
        queue.close();
        assertThatThrownBy(queue::take).isInstanceOf(ClosedException.class);
    }

    @Test
    void close_ofARendezvous_servesThoseInLine() throws Exception {
        DualQueue<String> queue = DualQueue.create(0);
        CompletableFuture<Void> first = queue.putAsync("a");
        CompletableFuture<Void> second = queue.putAsync("b");
        queue.close();
        assertThat(queue.tryPut("late")).isFalse();
        assertThat(queue.items()).containsExactly("a", "b");
        Actors.join(first);
        Actors.join(second);
    }

    @Test
    void close_whenTheLastProducerInLineGivesUp_endsTheQueue() throws Exception {
        for (int capacity : new int[] {0, 1}) {
            DualQueue<String> queue = DualQueue.create(capacity);
            for (int i = 0; i < capacity; i++) {
                queue.put("x");
            }
            CompletableFuture<Void> inLine = queue.putAsync("a");
            queue.close();
            assertThat(inLine.cancel(false)).isTrue();
            assertThat(queue.items()).hasSize(capacity);
            assertThat(failureOf(queue.takeAsync())).isInstanceOf(ClosedException.class);
        }
    }

    // -- with a cause --

    @ParameterizedTest
    @MethodSource("blocking")
    void closeWithCause_failsThoseWhoWaitToPut_andLetsTheRestBeTaken(Callers caller) throws Exception {
        DualQueue<String> queue = of("a");
        CompletableFuture<Void> stage = queue.putAsync("b");
        Call<Object> thread = caller.start(() -> {
            queue.put("c");
            return null;
        });
        Callers.eventually().until(() -> queue.statistics().waitingToPut() == 2);
        queue.close(broken);
        assertThat(failureOf(stage)).isInstanceOf(ClosedException.class).hasCause(broken);
        assertThat(thread.failure())
                .isInstanceOf(ClosedException.class)
                .hasCause(broken)
                .hasMessageContaining("java.io.IOException: broken");
        assertThat(queue.take()).isEqualTo("a");
        assertThatThrownBy(queue::take).isInstanceOf(ClosedException.class).hasCause(broken);
        assertThat(failureOf(queue.takeAsync()))
                .isInstanceOf(ClosedException.class)
                .hasCause(broken);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void closeWithCause_ofEmptyQueue_failsThoseWhoWaitToTake(Callers caller) throws Exception {
        DualQueue<String> queue = DualQueue.create(1);
        CompletableFuture<String> stage = queue.takeAsync();
        Call<String> thread = caller.start(queue::take);
        Callers.eventually().until(() -> queue.statistics().waitingToTake() == 2);
        queue.close(broken);
        assertThat(failureOf(stage)).isInstanceOf(ClosedException.class).hasCause(broken);
        assertThat(thread.failure()).isInstanceOf(ClosedException.class).hasCause(broken);
    }

    @Test
    void closeWithCause_afterClose_keepsTheEndInOrder() throws Exception {
        DualQueue<String> queue = of("a");
        queue.close();
        queue.close(broken);
        assertThat(queue.items()).containsExactly("a");
        assertThatThrownBy(queue::take).isInstanceOf(ClosedException.class).hasNoCause();
    }

    @Test
    void thrownExceptions_ofOneQueue_areFreshForEachThread() {
        DualQueue<String> queue = DualQueue.create(1);
        queue.close(broken);
        List<Throwable> thrown = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(queue::take).satisfies(thrown::add);
        }
        assertThat(thrown.get(0)).isNotSameAs(thrown.get(1));
        assertThat(thrown.get(0).getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(QueueCloseTest.class.getName()));
    }

    // -- at once --

    @Test
    void closeNow_givesWhatWasNotTaken_andFailsEverybody() throws Exception {
        DualQueue<String> queue = of("a", "b");
        CompletableFuture<Void> inLine = queue.putAsync("c");
        assertThat(queue.closeNow()).containsExactly("a", "b");
        assertThat(failureOf(inLine)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(queue::take).isInstanceOf(ClosedException.class);
        assertThat(queue.closeNow()).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @Test
    void closeNow_afterClose_stillGivesTheRest() throws Exception {
        DualQueue<String> queue = of("a");
        CompletableFuture<Void> inLine = queue.putAsync("b");
        queue.close();
        assertThat(queue.closeNow()).containsExactly("a");
        assertThat(failureOf(inLine)).isInstanceOf(ClosedException.class);
    }

    // -- who belongs to a loop that has gone --

    /** A stage whose loop is closed while its turn is on the way there must not keep the others from theirs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stageOfALoopThatIsClosed_lastSeenWithItsTurn_holdsNobodyUp(boolean strict) throws Exception {
        DualQueue<String> queue = DualQueue.create(4, c -> c.withStrictFifo(strict));
        EventLoop loop = EventLoop.open("short-lived");
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<CompletableFuture<String>> ofLoop = loop.submit(queue::takeAsync);
        CompletableFuture<String> first = Actors.join(ofLoop);
        CompletableFuture<String> second = queue.takeAsync();
        loop.submit(() -> {
            stuck.countDown();
            while (release.getCount() > 0) {
                Thread.onSpinWait(); // an interrupt does not end it
            }
            return null;
        });
        try {
            assertThat(stuck.await(Actors.SECONDS, TimeUnit.SECONDS)).isTrue();
            queue.put("a");
            loop.close(Duration.ZERO);
            queue.put("b");
            assertThat(List.of(Actors.join(first), Actors.join(second))).containsExactly("a", "b");
        } finally {
            release.countDown();
        }
    }

    // -- iterator and stream --

    @Test
    void iterator_atTheEnd_saysSo() {
        DualQueue<String> queue = of("a");
        queue.close();
        Iterator<String> items = queue.items().iterator();
        assertThat(items.hasNext()).isTrue();
        assertThat(items.hasNext()).isTrue();
        assertThat(items.next()).isEqualTo("a");
        assertThat(items.hasNext()).isFalse();
        assertThatThrownBy(items::next).isInstanceOf(java.util.NoSuchElementException.class);
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void iterator_ofOpenQueue_waitsForTheNextItem(Callers caller) throws Exception {
        DualQueue<String> queue = DualQueue.create(1);
        Call<List<String>> reader = caller.start(() -> queue.stream().toList());
        reader.whenParked();
        queue.put("a");
        queue.put("b");
        reader.whenParked();
        queue.close();
        assertThat(reader.value()).containsExactly("a", "b");
    }

    @Test
    void iteratorAndStream_ofQueueClosedWithCause_giveTheRestAndThenThrow() {
        DualQueue<String> queue = of("a", "b");
        queue.close(broken);
        Iterator<String> items = queue.items().iterator();
        assertThat(items.next()).isEqualTo("a");
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> queue.stream().forEach(seen::add))
                .isInstanceOf(ClosedException.class)
                .hasCause(broken);
        assertThat(seen).containsExactly("b");
        assertThatThrownBy(items::hasNext).isInstanceOf(ClosedException.class).hasCause(broken);
    }

    @Test
    void iterator_interrupted_endsAndKeepsTheInterrupt() {
        DualQueue<String> queue = of("a");
        Thread.currentThread().interrupt();
        assertThat(queue.items().iterator().hasNext()).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(queue.closeNow()).containsExactly("a");
    }

    @Test
    void stream_thatEndsEarly_leavesTheRestInTheQueue() {
        DualQueue<String> queue = of("a", "b", "c");
        assertThat(queue.stream().limit(2)).containsExactly("a", "b");
        assertThat(queue.closeNow()).containsExactly("c");
    }

    // -- the blocking view --

    @Test
    void view_ofClosedQueue_behavesAsItsJavadocSays() throws Exception {
        DualQueue<String> queue = of("a", "b", "c");
        BlockingQueue<String> view = queue.blocking();
        queue.close();
        assertThatThrownBy(() -> view.put("late")).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> view.add("late")).isInstanceOf(ClosedException.class);
        assertThat(view.offer("late")).isFalse();
        assertThat(view.offer("late", 30, TimeUnit.SECONDS)).isFalse();
        assertThat(view.take()).isEqualTo("a");
        assertThat(view.poll(30, TimeUnit.SECONDS)).isEqualTo("b");
        assertThat(view.poll()).isEqualTo("c");
        assertThatThrownBy(view::take).isInstanceOf(ClosedException.class);
        assertThat(view.poll()).isNull();
        assertThat(view.poll(30, TimeUnit.SECONDS)).isNull();
        assertThat(view.peek()).isNull();
        assertThat(view).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void view_closedWhileThreadsWait_letsThemGo(Callers caller) throws Exception {
        DualQueue<String> empty = DualQueue.create(1);
        DualQueue<String> full = of("a");
        Call<String> take = caller.start(empty.blocking()::take);
        Call<String> poll = caller.start(() -> empty.blocking().poll(30, TimeUnit.SECONDS));
        Call<Boolean> offer = caller.start(() -> full.blocking().offer("b", 30, TimeUnit.SECONDS));
        take.whenParked();
        poll.whenParked();
        offer.whenParked();
        empty.close(broken);
        full.close(broken);
        assertThat(take.failure()).isInstanceOf(ClosedException.class).hasCause(broken);
        assertThat(poll.value()).isNull();
        assertThat(offer.value()).isFalse();
    }

    @Test
    void view_ofFullQueue_saysSoInAdd() {
        assertThatThrownBy(() -> of("a").blocking().add("b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Queue full");
    }
}
