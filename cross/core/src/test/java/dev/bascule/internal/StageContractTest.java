package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.internal.StageOutcome.Body;
import dev.bascule.internal.StageOutcome.End;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A guarded stage gives the value, or the exceptions and causes, that a plain CompletableFuture gives. */
class StageContractTest {
    private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

    @AfterAll
    static void close() {
        EXECUTOR.shutdownNow();
    }

    static Stream<Arguments> methodsAndBodies() {
        return StageMethods.making().stream()
                .flatMap(method -> Arrays.stream(Body.values()).map(body -> Arguments.of(method, body)));
    }

    @ParameterizedTest
    @MethodSource("methodsAndBodies")
    void dependent_attachedWhenDone_equalsThatOfPlainFuture(Method method, Body body) throws Exception {
        compare(method, body, true);
    }

    @ParameterizedTest
    @MethodSource("methodsAndBodies")
    void dependent_attachedWhilePending_equalsThatOfPlainFuture(Method method, Body body) throws Exception {
        compare(method, body, false);
    }

    private static void compare(Method method, Body body, boolean done) throws Exception {
        for (End source : End.values()) {
            for (End other : StageMethods.isBinary(method) ? End.values() : new End[] {End.VALUE}) {
                Case one = new Case(method, body, source, other, done);
                StageOutcome plain = one.run(new CompletableFuture<>(), new CompletableFuture<>());
                assertThat(one.run(Bridge.promise("one"), Bridge.promise("two")))
                        .as("guarded %s", one)
                        .isEqualTo(plain);
                assertThat(one.run(Bridge.promise("one"), new CompletableFuture<>()))
                        .as("guarded with a plain other, %s", one)
                        .isEqualTo(plain);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void copy_equalsThatOfPlainFuture(End end) throws Exception {
        CompletableFuture<Object> plain = new CompletableFuture<>();
        CompletableFuture<Object> guarded = Bridge.promise("source");
        end.end(plain);
        end.end(guarded);

        assertThat(StageOutcome.of(guarded)).isEqualTo(StageOutcome.of(plain));
        assertThat(StageOutcome.of(guarded.copy())).isEqualTo(StageOutcome.of(plain.copy()));
        assertThat(StageOutcome.of(guarded.minimalCompletionStage().toCompletableFuture()))
                .isEqualTo(StageOutcome.of(plain.minimalCompletionStage().toCompletableFuture()));
    }

    @ParameterizedTest
    @EnumSource
    void composition_ofInnerStage_equalsThatOfPlainFuture(End end) throws Exception {
        CompletableFuture<Object> plainInner = new CompletableFuture<>();
        CompletableFuture<Object> inner = Bridge.promise("inner");
        CompletableFuture<Object> plain = CompletableFuture.completedFuture(1).thenCompose(one -> plainInner);
        CompletableFuture<Object> source = Bridge.promise("source");
        CompletableFuture<Object> guarded = source.thenCompose(one -> inner);
        source.complete(1);
        assertThat(guarded).isNotDone();
        end.end(plainInner);
        end.end(inner);

        assertThat(StageOutcome.of(guarded)).isEqualTo(StageOutcome.of(plain));
    }

    @Test
    void composition_ofFunctionThatReturnsNull_equalsThatOfPlainFuture() throws Exception {
        CompletableFuture<Object> source = Bridge.promise("source");
        source.complete(1);
        CompletableFuture<Object> guarded = source.thenCompose(one -> null);
        CompletableFuture<Object> plain =
                CompletableFuture.completedFuture(1).thenCompose(one -> (CompletableFuture<Object>) null);

        assertThat(StageOutcome.of(guarded)).isEqualTo(StageOutcome.of(plain));
    }

    @Test
    void dependent_whenCancelled_doesNotCancelItsSource() throws Exception {
        CompletableFuture<Object> source = Bridge.promise("source");
        CompletableFuture<Object> dependent = source.thenApply(value -> value);

        assertThat(dependent.cancel(true)).isTrue();

        assertThat(dependent).isCancelled();
        assertThat(source).isNotDone();
    }

    /** One way to make a dependent. */
    private record Case(Method method, Body body, End source, End other, boolean done) {
        StageOutcome run(CompletableFuture<Object> first, CompletableFuture<Object> second) throws Exception {
            if (done) {
                source.end(first);
                other.end(second);
            }
            Supplier<Object> function = body::run;
            CompletableFuture<?> made =
                    StageMethods.invoke(method, first, StageMethods.arguments(method, function, second, EXECUTOR));
            if (!done) {
                source.end(first);
                other.end(second);
            }
            first.isCompletedExceptionally(); // looked at, so that the log stays quiet
            second.isCompletedExceptionally();
            return StageOutcome.of(made);
        }
    }
}
