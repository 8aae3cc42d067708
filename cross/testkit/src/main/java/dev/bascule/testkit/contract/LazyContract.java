package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.sync.LazyConfig;
import dev.bascule.sync.SyncConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What holds for a value that is computed once. All that {@link WaitContract} has, for one whose computation is under way;
 * and how it is computed, and how it fails.
 */
public abstract class LazyContract extends WaitContract<Subject> {
    /** For subclasses. */
    protected LazyContract() {}

    /** A fresh value of this computation, as configured. */
    protected abstract <T> Lazy<T> lazy(
            Supplier<? extends CompletionStage<T>> computation, UnaryOperator<LazyConfig> configure);

    @Override
    protected final Subject create(UnaryOperator<SyncConfig> configure) {
        SyncConfig wanted = configure.apply(new SyncConfig("", false, null, false));
        CompletableFuture<String> computation = new CompletableFuture<>();
        Lazy<String> lazy = lazy(() -> computation, config -> {
            LazyConfig named = config.withName(wanted.name()).withInline(wanted.inline());
            return wanted.continuations() == null ? named : named.withContinuations(wanted.continuations());
        });
        return new LazySubject(lazy, computation);
    }

    private static CompletionStage<String> never() {
        throw new AssertionError("this must not be computed");
    }

    private static List<Callable<String>> blockingForms(Lazy<String> lazy) {
        return List.of(lazy::get, () -> lazy.get(Eventually.LONG), lazy::getUninterruptibly);
    }

    // -- once --

    @Test
    void value_wantedByNobody_isNotComputed() {
        Lazy<String> lazy = lazy(LazyContract::never, config -> config);
        assertThat(lazy.tryGet()).isNull();
        assertThat(lazy.isKnown()).isFalse();
    }

    @ForEach
    void value_wantedByMany_isComputedOnceOnTheThreadOfTheFirst(Face first) throws Exception {
        AtomicInteger computed = new AtomicInteger();
        AtomicReference<Thread> computer = new AtomicReference<>();
        CompletableFuture<String> stage = new CompletableFuture<>();
        Lazy<String> lazy = lazy(
                () -> {
                    computed.incrementAndGet();
                    computer.set(Thread.currentThread());
                    return stage;
                },
                config -> config);
        Subject subject = new LazySubject(lazy, stage);
        AtomicReference<Thread> asker = new AtomicReference<>();
        launch(first, () -> {
            asker.set(Thread.currentThread());
            lazy.getAsync();
        });
        untilInLine(subject, 1);
        List<Visit> line = new ArrayList<>();
        for (Face face : Face.available()) {
            Way.all(face, subject).forEach(way -> line.add(come(subject, way)));
        }
        untilInLine(subject, 1 + line.size());
        stage.complete("value");
        line.forEach(visit -> visit.untilItHasIt().leave());
        assertThat(computed).hasValue(1);
        assertThat(computer.get()).isSameAs(asker.get());
        assertGives(lazy, "value");
        assertThat(computed).hasValue(1);
    }

    @ForEach
    void value_computedAtOnce_isServedToTheFirst(Face face) throws Exception {
        for (Way way : ways(face)) {
            CompletableFuture<String> done = CompletableFuture.completedFuture("value");
            Lazy<String> lazy = lazy(() -> done, config -> config);
            come(new LazySubject(lazy, done), way).untilItHasIt().leave();
            assertGives(lazy, "value");
        }
    }

    private static void assertGives(Lazy<String> lazy, String value) throws Exception {
        for (Callable<String> form : blockingForms(lazy)) {
            assertThat(form.call()).isEqualTo(value);
        }
        assertThat(lazy.getAsync()).isCompletedWithValue(value);
        assertThat(lazy.tryGet()).isEqualTo(value);
        assertThat(lazy.isKnown()).isTrue();
        assertThat(lazy.waiting()).isZero();
    }

    @Test
    void value_wantedByTwoAtOnce_isComputedOnce() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicInteger computed = new AtomicInteger();
            Lazy<String> lazy = lazy(
                    () -> CompletableFuture.completedFuture("number " + computed.incrementAndGet()), config -> config);
            atTheSameTime(
                    () -> assertThat(lazy.getUninterruptibly()).isEqualTo("number 1"),
                    () -> assertThat(lazy.getAsync())
                            .satisfies(Eventually::ended)
                            .isCompletedWithValue("number 1"));
            assertThat(computed).hasValue(1);
        }
    }

    @Test
    void value_null_isAValue() throws Exception {
        AtomicInteger computed = new AtomicInteger();
        Lazy<String> lazy = lazy(
                () -> {
                    computed.incrementAndGet();
                    return CompletableFuture.completedFuture(null);
                },
                config -> config);
        assertThat(lazy.get()).isNull();
        assertGives(lazy, null);
        assertThat(computed).hasValue(1);
    }

    // -- failures --

    @ForEach
    void failure_withoutRetry_isForGood(FailingComputation how) {
        AtomicInteger computed = new AtomicInteger();
        Lazy<String> lazy = lazy(
                () -> {
                    computed.incrementAndGet();
                    return how.get();
                },
                config -> config);
        for (Callable<String> form : blockingForms(lazy)) {
            how.assertIsIt(failureOf(form));
        }
        how.assertIsIt(failureOf(lazy.getAsync()));
        how.assertIsIt(failureOf(lazy.getAsync()));
        assertThat(lazy.tryGet()).isNull();
        assertThat(lazy.isKnown()).isFalse();
        assertThat(lazy.waiting()).isZero();
        assertThat(computed).hasValue(1);
    }

    /** Each waiter's own exception, so that it shows where it was waited. */
    private static Throwable failureOf(Callable<String> form) {
        Throwable failure = catchThrowable(form::call);
        assertThat(failure).isInstanceOf(AwaitException.class);
        return failure.getCause();
    }

    private static Throwable failureOf(CompletableFuture<String> stage) {
        Eventually.ended(stage);
        return stage.handle((value, failure) -> failure).join();
    }

    @ForEach
    void failure_withRetry_isComputedAnewByTheNext(FailingComputation how) throws Exception {
        AtomicInteger computed = new AtomicInteger();
        Lazy<String> lazy = lazy(
                () -> computed.incrementAndGet() < 3 ? how.get() : CompletableFuture.completedFuture("third"),
                config -> config.withRetry(true));
        how.assertIsIt(failureOf(lazy::get));
        assertThat(lazy.isKnown()).isFalse();
        how.assertIsIt(failureOf(lazy.getAsync()));
        assertThat(lazy.get()).isEqualTo("third");
        assertGives(lazy, "third");
        assertThat(computed).hasValue(3);
    }

    @Test
    void failure_withWaitersOfBothKinds_isToldToAll() throws Exception {
        for (boolean retry : List.of(false, true)) {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Lazy<String> lazy = lazy(() -> stage, config -> config.withRetry(retry));
            Subject subject = new LazySubject(lazy, stage);
            List<Visit> line = new ArrayList<>();
            for (Face face : Face.available()) {
                Way.all(face, subject).forEach(way -> line.add(come(subject, way)));
            }
            untilInLine(subject, line.size());
            IOException failure = new IOException("of the stage");
            stage.completeExceptionally(failure);
            for (Visit visit : line) {
                Throwable told = visit.failure();
                assertThat(told instanceof AwaitException ? told.getCause() : told)
                        .isSameAs(failure);
            }
            assertThat(lazy.waiting()).isZero();
        }
    }

    /** With retry: who waited for the first attempt gets its failure, who comes later waits for the second. */
    @Test
    void failure_withRetry_isNotTakenForThatOfTheNextAttempt() throws Exception {
        List<CompletableFuture<String>> attempts = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        AtomicInteger computed = new AtomicInteger();
        Lazy<String> lazy = lazy(() -> attempts.get(computed.getAndIncrement()), config -> config.withRetry(true));
        CompletableFuture<String> first = lazy.getAsync();
        IOException failure = new IOException("of the first attempt");
        attempts.get(0).completeExceptionally(failure);
        CompletableFuture<String> second = lazy.getAsync();
        assertThat(failureOf(first)).isSameAs(failure);
        assertThat(second).isNotDone();
        assertThat(computed).hasValue(2);
        attempts.get(1).complete("second");
        assertThat(Eventually.ended(second)).isCompletedWithValue("second");
        assertGives(lazy, "second");
    }

    // -- leaving, and waiting for oneself --

    @ForEach
    void waiter_thatLeaves_leavesTheComputationToOthers(Pair pair) throws Exception {
        List<Way> ofLeaver = ways(pair.first());
        for (Way way : ofLeaver) {
            if (way.form() != Way.Form.UNINTERRUPTIBLE) {
                CompletableFuture<String> stage = new CompletableFuture<>();
                AtomicInteger computed = new AtomicInteger();
                Lazy<String> lazy = lazy(
                        () -> {
                            computed.incrementAndGet();
                            return stage;
                        },
                        config -> config);
                Subject subject = new LazySubject(lazy, stage);
                Visit leaver = come(subject, way);
                untilInLine(subject, 1);
                leaver.giveUp();
                leaver.failure();
                untilInLine(subject, 0);
                assertThat(stage).isNotDone();
                Visit stays = come(subject, ways(pair.second()).get(0));
                untilInLine(subject, 1);
                stage.complete("value");
                stays.untilItHasIt().leave();
                assertGives(lazy, "value");
                assertThat(computed).hasValue(1);
            }
        }
    }

    @Test
    void computation_thatWaitsForItself_isRefusedInsteadOfHanging() {
        List<AtomicReference<Lazy<String>>> self = List.of(new AtomicReference<>(), new AtomicReference<>());
        self.get(0)
                .set(lazy(
                        () -> CompletableFuture.completedFuture(
                                self.get(0).get().getUninterruptibly()),
                        config -> config));
        self.get(1).set(lazy(() -> self.get(1).get().getAsync(), config -> config));
        for (AtomicReference<Lazy<String>> each : self) {
            assertThatThrownBy(each.get()::get).hasRootCauseInstanceOf(CrossingException.class);
            assertThat(each.get().waiting()).isZero();
        }
    }
}
