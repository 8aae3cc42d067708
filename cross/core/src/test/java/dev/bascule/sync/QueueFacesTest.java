package dev.bascule.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers;
import dev.bascule.sync.Actors.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same for each pair of faces and each capacity: order, back-pressure, and every item once. */
class QueueFacesTest {
    private static final int ITEMS = 3_000;
    private static final List<Integer> CAPACITIES = List.of(0, 1, 16, 1024);

    static Stream<Arguments> facesAndCapacities() {
        return Kind.available().stream()
                .flatMap(producer -> Kind.available().stream()
                        .flatMap(consumer ->
                                CAPACITIES.stream().map(capacity -> Arguments.of(producer, consumer, capacity))));
    }

    static Stream<Arguments> kindsAndCapacities() {
        return Kind.available().stream()
                .flatMap(kind -> CAPACITIES.stream().map(capacity -> Arguments.of(kind, capacity)));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("facesAndCapacities")
    void items_ofOneProducer_arriveOnceInOrder(Kind producer, Kind consumer, int capacity) throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
            actors.consume(consumer, queue, arrived::add);
            CompletableFuture<Void> all = actors.produce(producer, queue, numbers(ITEMS));
            Actors.join(all);
            queue.close();
            actors.join();
            assertThat(arrived).isEqualTo(numbers(ITEMS));
        }
    }

    @ParameterizedTest
    @MethodSource("facesAndCapacities")
    void items_ofManyProducers_arriveOnceInTheOrderOfEach(Kind producer, Kind consumer, int capacity) throws Exception {
        int producers = 3;
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            List<List<Integer>> arrived = new ArrayList<>();
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                List<Integer> mine = Collections.synchronizedList(new ArrayList<>());
                arrived.add(mine);
                actors.consume(consumer, queue, mine::add);
            }
            for (int i = 0; i < producers; i++) {
                int base = i;
                List<Integer> own = numbers(ITEMS / producers).stream()
                        .map(n -> n * producers + base)
                        .toList();
                all.add(actors.produce(producer, queue, own));
            }
            for (CompletableFuture<Void> one : all) {
                Actors.join(one);
            }
            queue.close();
            actors.join();
            assertThat(arrived.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(numbers(ITEMS));
            assertThat(arrived).allSatisfy(each -> assertOrderOfEachProducer(each, producers));
        }
    }

    private static void assertOrderOfEachProducer(List<Integer> arrived, int producers) {
        Map<Integer, List<Integer>> byProducer = arrived.stream().collect(Collectors.groupingBy(n -> n % producers));
        assertThat(byProducer.values()).allSatisfy(each -> assertThat(each).isSorted());
    }

    @ParameterizedTest
    @MethodSource("facesAndCapacities")
    void producer_fasterThanItsConsumer_isNeverMoreThanTheCapacityAhead(Kind producer, Kind consumer, int capacity)
            throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            AtomicInteger begun = new AtomicInteger();
            CompletableFuture<Void> all = actors.produce(producer, queue, counting(numbers(ITEMS), begun));
            Callers.eventually().until(() -> queue.statistics().waitingToPut() == 1);
            assertThat(begun).as("puts begun while nobody takes").hasValue(capacity + 1);
            assertThat(queue.size()).isEqualTo(capacity);
            AtomicInteger taken = new AtomicInteger();
            AtomicInteger mostAhead = new AtomicInteger();
            actors.consume(consumer, queue, item -> {
                int ahead = begun.get() - taken.incrementAndGet();
                mostAhead.accumulateAndGet(ahead, Math::max);
            });
            Actors.join(all);
            queue.close();
            actors.join();
            assertThat(taken).hasValue(ITEMS);
            assertThat(mostAhead).hasValueLessThanOrEqualTo(capacity + 1);
        }
    }

    /** The items, and how many have been asked for. */
    private static <T> Iterable<T> counting(List<T> items, AtomicInteger asked) {
        return () -> new Iterator<>() {
            private final Iterator<T> rest = items.iterator();

            @Override
            public boolean hasNext() {
                return rest.hasNext();
            }

            @Override
            public T next() {
                asked.incrementAndGet();
                return rest.next();
            }
        };
    }

    @ParameterizedTest
    @MethodSource("kindsAndCapacities")
    void consumer_ofEmptyQueue_waitsUntilAnItemComes(Kind consumer, int capacity) throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            List<Integer> arrived = Collections.synchronizedList(new ArrayList<>());
            actors.consume(consumer, queue, arrived::add);
            for (int i = 1; i <= 3; i++) {
                int number = i;
                Callers.eventually().until(() -> queue.statistics().waitingToTake() == 1);
                assertThat(arrived).hasSize(number - 1);
                assertThat(queue.tryPut(number)).isTrue();
                Callers.eventually().until(() -> arrived.size() == number);
            }
            queue.close();
            actors.join();
            assertThat(arrived).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndCapacities")
    void consumers_manyOfOneQueueThatIsClosed_allEnd(Kind consumer, int capacity) throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            int consumers = 8;
            for (int i = 0; i < consumers; i++) {
                actors.consume(consumer, queue, item -> {});
            }
            Callers.eventually().until(() -> queue.statistics().waitingToTake() == consumers);
            queue.close();
            actors.join();
            assertThat(queue.statistics().waitingToTake()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kindsAndCapacities")
    void producers_inLineOfQueueThatIsClosed_areServedFirst(Kind producer, int capacity) throws Exception {
        try (Actors actors = new Actors()) {
            DualQueue<Integer> queue = DualQueue.create(capacity);
            for (int i = 0; i < capacity; i++) {
                queue.put(i);
            }
            int producers = 5;
            for (int i = 0; i < producers; i++) {
                int number = i;
                actors.produce(producer, queue, List.of(capacity + number));
                Callers.eventually().until(() -> queue.statistics().waitingToPut() == number + 1);
            }
            queue.close();
            List<Integer> arrived = new ArrayList<>();
            queue.items().forEach(arrived::add);
            actors.join();
            assertThat(arrived).isEqualTo(numbers(capacity + producers));
        }
    }
}
