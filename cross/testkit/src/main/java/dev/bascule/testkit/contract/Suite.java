package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.loop.EventLoop;
import dev.bascule.sync.SyncConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** What all suites have in common: subjects, those who come to them, and tidying up. */
abstract class Suite<S extends Subject> {
    private static final int LOOPS = 3;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<CountDownLatch> gates = new ArrayList<>();
    private final Supplier<EventLoop> blockerLoop = inTurn("blocker", 1);
    private final Supplier<EventLoop> visitorLoops = inTurn("visitor", LOOPS);

    private Supplier<EventLoop> inTurn(String name, int count) {
        List<EventLoop> loops = new ArrayList<>();
        AtomicInteger turn = new AtomicInteger();
        return () -> {
            if (loops.size() < count) {
                loops.add(closeLater(EventLoop.open(name + loops.size())));
            }
            return loops.get(turn.getAndIncrement() % loops.size());
        };
    }

    /** A fresh subject, as configured. One that has no such option ignores it. */
    protected abstract S create(UnaryOperator<SyncConfig> configure);

    /** A fresh subject with the defaults. */
    protected final S create() {
        return create(config -> config);
    }

    /** A subject that nobody blocks. */
    final S available() {
        return available(config -> config);
    }

    final S available(UnaryOperator<SyncConfig> configure) {
        S subject = create(configure);
        Visit.close(subject.block());
        return subject;
    }

    static SyncConfig strict(SyncConfig config) {
        return config.withStrictFifo(true);
    }

    static SyncConfig inline(SyncConfig config) {
        return config.withInline(true);
    }

    /** All ways that the caller has; skips the test if there are none. */
    final List<Way> ways(Face face) {
        List<Way> ways = Way.all(face, create());
        assumeTrue(!ways.isEmpty(), "has no asynchronous face");
        return ways;
    }

    final void assumeDual() {
        assumeTrue(create().isDual(), "is not one of Bascule's kind");
    }

    final Visit come(Subject subject, Way way) {
        return start(Visit.of(subject, way));
    }

    final Visit block(Subject subject, Face face) {
        return start(Visit.blocking(subject, face)).untilItHasIt();
    }

    final Visit start(Visit visit) {
        Visit started = visit.start(visit.isBlocker() ? blockerLoop : visitorLoops);
        opened.push(started::tidyUp);
        return started;
    }

    /** Runs the body on a fresh thread of the kind, or on one of a few loops. */
    final void launch(Face face, Runnable body) {
        if (face == Face.LOOP) {
            visitorLoops.get().executor().execute(body);
        } else {
            face.launch(body);
        }
    }

    /** Blocks the subject on this thread, until the handle is closed, or the test is over. */
    final AutoCloseable blockHere(Subject subject) {
        AutoCloseable handle = subject.block();
        AtomicBoolean closed = new AtomicBoolean();
        return closeLater(() -> {
            if (closed.compareAndSet(false, true)) {
                handle.close();
            }
        });
    }

    final <A extends AutoCloseable> A closeLater(A closeable) {
        opened.push(closeable);
        return closeable;
    }

    /** A latch that the test opens at its end if not before, so that nobody is left at it. */
    final CountDownLatch gate() {
        CountDownLatch gate = new CountDownLatch(1);
        gates.add(gate);
        return gate;
    }

    /** Ends the second stage when the first one has ended. */
    static void endLike(CompletableFuture<?> stage, CompletableFuture<Object> end) {
        stage.whenComplete((value, failure) -> {
            if (failure == null) {
                end.complete("done");
            } else {
                end.completeExceptionally(failure);
            }
        });
    }

    static void untilInLine(Subject subject, int count) {
        Eventually.until(count + " wait for " + subject, () -> subject.waiting() == count);
    }

    /** Nobody has it, nobody waits, nothing was lost. */
    static void assertWhole(Subject subject, Object when) {
        assertThat(subject.waiting()).as("waiting for %s, %s", subject, when).isZero();
        assertThat(subject.isWhole()).as("%s is whole, %s", subject, when).isTrue();
    }

    @AfterEach
    final void tidyUp() throws Exception {
        gates.forEach(CountDownLatch::countDown);
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }
}
