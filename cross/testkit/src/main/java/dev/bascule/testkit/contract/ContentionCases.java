package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Never more have it than can, however many want it. */
abstract class ContentionCases<S extends Acquirable> extends WaitContract<S> {
    private static final int ROUNDS = 200;

    /** Threads and loops take it over and over; each of them counts who is in, and a plain counter shows who was alone. */
    @ForEach
    void contention_ofManyCallers_neverExceedsTheCapacity(Face others) {
        for (boolean strict : List.of(false, true)) {
            S subject = available(config -> config.withStrictFifo(strict));
            Inside inside = new Inside();
            List<CompletableFuture<?>> ends = new ArrayList<>();
            for (Face face : List.of(Face.THREAD, others)) {
                for (Way way : Way.all(face, subject)) {
                    CompletableFuture<Object> end = new CompletableFuture<>();
                    Rounds rounds = new Rounds(subject, way, inside, end);
                    launch(face, rounds::run);
                    ends.add(end);
                }
            }
            ends.forEach(end -> Eventually.ended(end).join());
            assertThat(inside.most.get()).isBetween(1, subject.capacity());
            assertThat(inside.visits.get()).isEqualTo(ends.size() * ROUNDS);
            if (subject.capacity() == 1) {
                assertThat(inside.plain).as("what one sees of those before it").isEqualTo(ends.size() * ROUNDS);
            }
            assertWhole(subject, others);
        }
    }

    /** Who is in at the moment. */
    private static final class Inside {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final AtomicInteger visits = new AtomicInteger();

        /** Neither volatile nor atomic: right only if each sees what the one before it did. */
        private int plain;

        void enter() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            visits.incrementAndGet();
            plain++;
        }

        void leave() {
            now.decrementAndGet();
        }
    }

    /** One caller's visits, one after the other. */
    private record Rounds(Acquirable subject, Way way, Inside inside, CompletableFuture<Object> end) {
        void run() {
            try {
                for (int i = 0; i < ROUNDS && !way.isAsync(); i++) {
                    blocking(i);
                }
                if (way.isAsync()) {
                    async(ROUNDS);
                } else {
                    end.complete("done");
                }
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
            }
        }

        private void blocking(int round) throws Exception {
            if (way.scoped()) {
                subject.with(Eventually.LONG, () -> once(round));
                return;
            }
            AutoCloseable hold = switch (way.form()) {
                case LIMITED -> subject.await(Eventually.LONG);
                case UNINTERRUPTIBLE -> subject.awaitUninterruptibly();
                default -> subject.await();
            };
            once(round);
            hold.close();
        }

        private Object once(int round) {
            inside.enter();
            if (round % 16 == 0) {
                Thread.yield();
            }
            inside.leave();
            return round;
        }

        /** Held across an asynchronous gap. */
        private void async(int left) {
            if (left == 0) {
                end.complete("done");
                return;
            }
            visit(left).whenCompleteAsync((value, failure) -> {
                if (failure == null) {
                    async(left - 1);
                } else {
                    end.completeExceptionally(failure);
                }
            });
        }

        private CompletableFuture<?> visit(int round) {
            if (way.scoped()) {
                return subject.withAsync(() -> {
                    inside.enter();
                    return CompletableFuture.runAsync(inside::leave);
                });
            }
            return subject.awaitAsync().thenAccept(hold -> {
                once(round);
                Visit.close(hold);
            });
        }
    }
}
