package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.bascule.Callers;
import dev.bascule.sync.Actors.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Flow faces of a queue, where the rules of Reactive Streams leave something to say. */
class QueueFlowTest {
    private final IOException broken = new IOException("broken");

    /** Notes what it gets; asks only when it is told to. */
    private static class Probe implements Flow.Subscriber<Integer> {
        final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        volatile Flow.Subscription source;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
        }

        @Override
        public void onNext(Integer item) {
            seen.add(item);
        }

        @Override
        public void onError(Throwable failure) {
            seen.add(failure);
        }

        @Override
        public void onComplete() {
            seen.add("end");
        }

        void awaitSeen(Object... what) {
            Callers.eventually().untilAsserted(() -> assertThat(seen).containsExactly(what));
        }
    }

    private static Probe subscribe(DualQueue<Integer> queue) {
        Probe probe = new Probe();
        queue.publisher().subscribe(probe);
        return probe;
    }

    // -- publisher --

    @Test
    void subscriber_asksForSome_getsSoManyAndNoMore() {
        DualQueue<Integer> queue = DualQueue.create(4);
        Probe probe = subscribe(queue);
        IntStream.range(0, 4).forEach(queue::tryPut);
        assertThat(probe.seen).isEmpty();
        probe.source.request(2);
        probe.awaitSeen(0, 1);
        assertThat(queue.closeNow()).containsExactly(2, 3);
    }

    @Test
    void subscriber_withNothingLeftToAskFor_isToldOfTheEnd() throws Exception {
        DualQueue<Integer> queue = DualQueue.create(4);
        Probe silent = subscribe(queue);
        Probe asksForOne = subscribe(queue);
        asksForOne.source.request(1);
        queue.put(1);
        asksForOne.awaitSeen(1);
        queue.put(2);
        queue.close();
        assertThat(silent.seen).isEmpty();
        assertThat(queue.take()).isEqualTo(2);
        silent.awaitSeen("end");
        asksForOne.awaitSeen(1, "end");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void subscriber_whenTheLastProducerOfAClosedQueueGivesUp_isToldOfTheEnd(int capacity) throws Exception {
        DualQueue<Integer> queue = DualQueue.create(capacity);
        Probe silent = subscribe(queue);
        for (int i = 0; i < capacity; i++) {
            queue.put(i);
        }
        CompletableFuture<Void> last = queue.putAsync(-1);
        queue.close();
        assertThat(last.cancel(false)).isTrue();
        for (int i = 0; i < capacity; i++) {
            assertThat(queue.take()).isEqualTo(i);
        }
        silent.awaitSeen("end");
    }

    @Test
    void subscriber_ofQueueClosedWithCause_getsTheRestAndThenTheCause() {
        DualQueue<Integer> queue = DualQueue.create(4);
        Probe before = subscribe(queue);
        queue.tryPut(1);
        queue.close(broken);
        assertThat(before.seen).isEmpty();
        before.source.request(5);
        before.awaitSeen(1, broken);
        subscribe(queue).awaitSeen(broken);
    }

    @Test
    void subscribers_two_shareTheItems() {
        DualQueue<Integer> queue = DualQueue.create(4);
        Probe one = subscribe(queue);
        Probe other = subscribe(queue);
        one.source.request(1);
        other.source.request(1);
        queue.tryPut(1);
        queue.tryPut(2);
        Callers.eventually().until(() -> one.seen.size() == 1 && other.seen.size() == 1);
        assertThat(List.of(one.seen.get(0), other.seen.get(0))).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void subscriber_cancelsWhileItWaits_losesNoItem() {
        List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
        DualQueue<Integer> queue = DualQueue.create(4, c -> c.withOnUndelivered(undelivered::add));
        Probe probe = subscribe(queue);
        probe.source.request(1);
        probe.source.cancel();
        assertThat(queue.statistics().waitingToTake()).isZero();
        queue.tryPut(1);
        assertThat(queue.closeNow()).containsExactly(1);
        assertThat(probe.seen).isEmpty();
        assertThat(undelivered).isEmpty();
    }

    /** The item was taken for it before it cancelled, but had not reached it. */
    @Test
    void subscriber_cancelsWhileAnItemIsOnItsWay_theItemIsUndelivered() {
        List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
        DualQueue<Integer> queue =
                DualQueue.create(4, c -> c.withStrictFifo(true).withInline(true).withOnUndelivered(undelivered::add));
        Probe probe = new Probe();
        CompletableFuture<Integer> first = queue.takeAsync();
        queue.publisher().subscribe(probe);
        probe.source.request(1);
        first.thenAccept(item -> {
            queue.tryPut(2); // granted to the subscription at once; it hears of it when this has returned
            probe.source.cancel();
        });
        queue.tryPut(1);
        Callers.eventually().untilAsserted(() -> assertThat(undelivered).containsExactly(2));
        assertThat(probe.seen).isEmpty();
        assertThat(queue.size()).isZero();
    }

    @Test
    void publisher_ofALongQueue_doesNotRecurse() throws Exception {
        int items = 100_000;
        DualQueue<Integer> queue = DualQueue.create(items);
        for (int i = 0; i < items; i++) {
            queue.put(i);
        }
        queue.close();
        AtomicInteger deepest = new AtomicInteger();
        Probe probe = new Probe() {
            private int depth;

            @Override
            public void onNext(Integer item) {
                deepest.accumulateAndGet(++depth, Math::max);
                super.onNext(item);
                source.request(1);
                depth--;
            }
        };
        queue.publisher().subscribe(probe);
        probe.source.request(1);
        Callers.eventually().until(() -> probe.seen.size() == items + 1);
        assertThat(deepest).hasValue(1);
    }

    // -- subscriber --

    /** A source that notes what it is asked for, and whether two ask at once. */
    private static final class Source implements Flow.Subscription {
        final AtomicInteger asked = new AtomicInteger();
        final AtomicBoolean cancelled = new AtomicBoolean();
        final AtomicBoolean twoAtOnce = new AtomicBoolean();
        private final AtomicBoolean busy = new AtomicBoolean();

        @Override
        public void request(long n) {
            if (!busy.compareAndSet(false, true)) {
                twoAtOnce.set(true);
            }
            Thread.yield();
            asked.addAndGet((int) n);
            busy.set(false);
        }

        @Override
        public void cancel() {
            cancelled.set(true);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16, 1_000})
    void source_isAskedForWhatThereIsRoomFor(int capacity) throws Exception {
        DualQueue<Integer> queue = DualQueue.create(capacity);
        Source source = new Source();
        Flow.Subscriber<Integer> subscriber = queue.subscriber();
        subscriber.onSubscribe(source);
        int first = source.asked.get();
        assertThat(first).isBetween(1, Math.max(1, capacity));
        for (int i = 0; i < capacity + 1; i++) {
            assertThat(source.asked).as("items asked for before number %d", i).hasValueGreaterThan(i);
            subscriber.onNext(i);
        }
        assertThat(queue.statistics().waitingToPut()).isOne();
        int before = source.asked.get();
        assertThat(before).isEqualTo(first + capacity);
        queue.take();
        Callers.eventually().until(() -> source.asked.get() == before + 1);
    }

    /** With many puts in line that are let in together. */
    @Test
    void source_ofManyPutsThatEndTogether_isCalledByOneAtATime() throws Exception {
        for (int round = 0; round < 50; round++) {
            DualQueue<Integer> queue = DualQueue.create(64);
            Source source = new Source();
            Flow.Subscriber<Integer> subscriber = queue.subscriber();
            for (int i = 0; i < 64; i++) {
                queue.put(i);
            }
            subscriber.onSubscribe(source);
            for (int i = 0; i < 64; i++) {
                subscriber.onNext(i);
            }
            assertThat(queue.statistics().waitingToPut()).isEqualTo(64);
            queue.takeMany(64);
            Callers.eventually().until(() -> source.asked.get() == 128);
            assertThat(source.twoAtOnce).isFalse();
        }
    }

    @Test
    void source_ofAQueueThatIsClosed_isCancelledAndItsItemUndelivered() {
        List<Integer> undelivered = Collections.synchronizedList(new ArrayList<>());
        DualQueue<Integer> queue = DualQueue.create(4, c -> c.withOnUndelivered(undelivered::add));
        Source source = new Source();
        Flow.Subscriber<Integer> subscriber = queue.subscriber();
        subscriber.onSubscribe(source);
        subscriber.onNext(1);
        assertThat(queue.closeNow()).containsExactly(1);
        subscriber.onNext(2);
        Callers.eventually().untilTrue(source.cancelled);
        assertThat(undelivered).containsExactly(2);
    }

    @Test
    void source_thatEndsOrFails_closesTheQueue() {
        for (Throwable failure : new Throwable[] {null, broken}) {
            DualQueue<Integer> queue = DualQueue.create(4);
            Flow.Subscriber<Integer> subscriber = queue.subscriber();
            subscriber.onSubscribe(new Source());
            subscriber.onNext(1);
            if (failure == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(failure);
            }
            Probe probe = subscribe(queue);
            probe.source.request(9);
            probe.awaitSeen(1, failure == null ? "end" : failure);
        }
    }

    @Test
    void source_second_isCancelled() {
        Flow.Subscriber<Integer> subscriber = DualQueue.<Integer>create(1).subscriber();
        Source first = new Source();
        Source second = new Source();
        subscriber.onSubscribe(first);
        subscriber.onSubscribe(second);
        assertThat(second.cancelled).isTrue();
        assertThat(first.cancelled).isFalse();
    }

    @Test
    void nulls_areRefused() {
        DualQueue<Integer> queue = DualQueue.create(1);
        Flow.Subscriber<Integer> subscriber = queue.subscriber();
        assertThatNullPointerException().isThrownBy(() -> subscriber.onSubscribe(null));
        assertThatNullPointerException().isThrownBy(() -> subscriber.onNext(null));
        assertThatNullPointerException().isThrownBy(() -> subscriber.onError(null));
        assertThatNullPointerException().isThrownBy(() -> queue.publisher().subscribe(null));
    }

    // -- both --

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16})
    void items_throughTwoQueues_arriveOnceInOrder(int capacity) throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> first = DualQueue.create(capacity);
            DualQueue<Integer> second = DualQueue.create(capacity);
            first.publisher().subscribe(second.subscriber());
            List<Integer> numbers = IntStream.range(0, 5_000).boxed().toList();
            List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
            actors.consume(Kind.THREAD, second, arrived::add);
            Actors.join(actors.produce(Kind.LOOP, first, numbers));
            first.close();
            actors.join();
            assertThat(arrived).isEqualTo(numbers);
        }
    }
}
