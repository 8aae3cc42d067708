package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.sync.SyncConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What holds between the two sides of a read-write lock. What holds for each of them is in {@link AcquireContract}: run that
 * for both.
 */
public abstract class ReadWriteContract extends Suite<Acquirable> {
    private static final int ROUNDS = 300;

    /** For subclasses. */
    protected ReadWriteContract() {}

    /** A fresh lock, as configured. */
    protected abstract ReadWrite createLock(UnaryOperator<SyncConfig> configure);

    @Override
    protected final Acquirable create(UnaryOperator<SyncConfig> configure) {
        return createLock(configure).read();
    }

    private static void untilInLine(ReadWrite lock, int count) {
        Eventually.until(count + " wait", () -> lock.waiting() == count);
    }

    private static void assertFree(ReadWrite lock) {
        assertThat(lock.waiting()).isZero();
        assertThat(lock.readers()).isZero();
        assertThat(lock.isWritten()).isFalse();
    }

    @ForEach
    void writer_waitsForAllReaders(Pair pair) {
        List<Way> ofWriter = ways(pair.second());
        for (Way way : ways(pair.first())) {
            ReadWrite lock = createLock(config -> config);
            Visit one = come(lock.read(), way).untilItHasIt();
            Visit other = come(lock.read(), way).untilItHasIt();
            assertThat(lock.readers()).isEqualTo(2);
            Visit writer = come(lock.write(), ofWriter.get(0));
            untilInLine(lock, 1);
            one.leave();
            assertThat(writer.hasIt()).isFalse();
            other.leave();
            writer.untilItHasIt();
            assertThat(lock.isWritten()).isTrue();
            writer.leave();
            assertFree(lock);
        }
    }

    @ForEach
    void readers_waitForTheWriterAndGoOnTogether(Pair pair) {
        List<Way> ofReaders = ways(pair.second());
        for (Way way : ways(pair.first())) {
            ReadWrite lock = createLock(config -> config);
            Visit writer = come(lock.write(), way).untilItHasIt();
            List<Visit> readers = new ArrayList<>();
            ofReaders.forEach(reader -> readers.add(come(lock.read(), reader)));
            untilInLine(lock, readers.size());
            assertThat(readers).noneMatch(Visit::hasIt);
            writer.leave();
            readers.forEach(Visit::untilItHasIt);
            assertThat(lock.readers()).isEqualTo(readers.size());
            readers.forEach(Visit::leave);
            assertFree(lock);
        }
    }

    @ForEach
    void strictFifo_readersBehindAWriter_waitForIt(Pair pair) {
        List<Way> ofReader = ways(pair.second());
        for (Way way : ways(pair.first())) {
            ReadWrite lock = createLock(Suite::strict);
            Visit first = come(lock.read(), ways(Face.THREAD).get(0)).untilItHasIt();
            Visit writer = come(lock.write(), way);
            untilInLine(lock, 1);
            Visit second = come(lock.read(), ofReader.get(0));
            untilInLine(lock, 2);
            first.leave();
            writer.untilItHasIt();
            assertThat(second.hasIt()).isFalse();
            writer.leave();
            second.untilItHasIt().leave();
            assertFree(lock);
        }
    }

    /** The readers have been waiting for the writer alone. */
    @ForEach
    void writer_thatGivesUp_wakesTheReadersBehindIt(Pair pair) {
        List<Way> ofReaders = ways(pair.second());
        for (Way way : ways(pair.first())) {
            if (way.form() != Way.Form.UNINTERRUPTIBLE) {
                ReadWrite lock = createLock(Suite::strict);
                Visit first = come(lock.read(), ways(Face.THREAD).get(0)).untilItHasIt();
                Visit writer = come(lock.write(), way);
                untilInLine(lock, 1);
                List<Visit> readers = new ArrayList<>();
                ofReaders.forEach(reader -> readers.add(come(lock.read(), reader)));
                untilInLine(lock, 1 + readers.size());
                assertThat(readers).noneMatch(Visit::hasIt);
                writer.giveUp();
                readers.forEach(Visit::untilItHasIt);
                assertThat(lock.readers()).isEqualTo(1 + readers.size());
                first.leave();
                readers.forEach(Visit::leave);
                assertFree(lock);
            }
        }
    }

    /** There is always some reader, so the lock is never free by itself. */
    @ForEach
    void writer_underOverlappingReaders_getsItsTurnInBoundedTime(Face face) {
        assumeDual();
        for (Way way : ways(face)) {
            ReadWrite lock = createLock(config -> config);
            AutoCloseable one = lock.read().tryNow();
            Visit writer = come(lock.write(), way);
            untilInLine(lock, 1);
            long deadline = System.nanoTime() + Eventually.LONG.toNanos();
            AutoCloseable other = lock.read().tryNow();
            while (other != null && System.nanoTime() - deadline < 0) {
                Visit.close(one);
                one = other;
                other = lock.read().tryNow();
            }
            assertThat(other).as("overtook %s for a minute", writer).isNull();
            Visit.close(one);
            writer.untilItHasIt().leave();
            assertFree(lock);
        }
    }

    /** Neither side can be changed into the other. */
    @Test
    void otherSide_whileOneIsHeld_isNotThere() throws Exception {
        assumeDual();
        ReadWrite lock = createLock(config -> config);
        try (AutoCloseable reader = lock.read().await()) {
            assertThat(reader).isNotNull();
            assertThat(lock.write().tryNow()).isNull();
        }
        try (AutoCloseable writer = lock.write().await()) {
            assertThat(writer).isNotNull();
            assertThat(lock.read().tryNow()).isNull();
            assertThat(lock.write().tryNow()).isNull();
        }
        assertFree(lock);
    }

    @ForEach
    void contention_ofReadersAndWriters_neverMixes(Face others) {
        for (boolean strict : List.of(false, true)) {
            ReadWrite lock = createLock(config -> config.withStrictFifo(strict));
            AtomicInteger state = new AtomicInteger(); // how many read; far below 0 while one writes
            AtomicInteger wrong = new AtomicInteger();
            List<CompletableFuture<Object>> ends = new ArrayList<>();
            for (Face face : List.of(Face.THREAD, others)) {
                for (Way way : Way.all(face, lock.read())) {
                    ends.add(rounds(lock.read(), way, () -> read(state, wrong)));
                    ends.add(rounds(lock.write(), way, () -> write(state, wrong)));
                }
            }
            ends.forEach(end -> Eventually.ended(end).join());
            assertThat(wrong).hasValue(0);
            assertFree(lock);
        }
    }

    private static void read(AtomicInteger state, AtomicInteger wrong) {
        if (state.incrementAndGet() <= 0) {
            wrong.incrementAndGet();
        }
        Thread.yield();
        state.decrementAndGet();
    }

    private static void write(AtomicInteger state, AtomicInteger wrong) {
        if (!state.compareAndSet(0, Integer.MIN_VALUE)) {
            wrong.incrementAndGet();
        }
        Thread.yield();
        if (!state.compareAndSet(Integer.MIN_VALUE, 0)) {
            wrong.incrementAndGet();
        }
    }

    private CompletableFuture<Object> rounds(Acquirable side, Way way, Runnable body) {
        CompletableFuture<Object> end = new CompletableFuture<>();
        launch(way.face(), () -> {
            try {
                for (int i = 0; i < ROUNDS && !way.isAsync(); i++) {
                    side.with(() -> {
                        body.run();
                        return null;
                    });
                }
                if (way.isAsync()) {
                    endLike(async(side, body, ROUNDS), end);
                } else {
                    end.complete("done");
                }
            } catch (Throwable failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    private static CompletableFuture<?> async(Acquirable side, Runnable body, int left) {
        CompletableFuture<?> turn = side.withAsync(() -> CompletableFuture.runAsync(body));
        return left == 1 ? turn : turn.thenCompose(nothing -> async(side, body, left - 1));
    }
}
