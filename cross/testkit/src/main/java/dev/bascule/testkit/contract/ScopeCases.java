package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.CrossingException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A thread runs a body while it has it. */
abstract class ScopeCases<S extends Acquirable> extends HoldCases<S> {
    // -- bodies of threads --

    private static <T> List<Callable<T>> scopes(Acquirable subject, Callable<T> body) {
        return List.of(
                () -> subject.with(body),
                () -> subject.with(Eventually.LONG, body),
                () -> subject.withUninterruptibly(body));
    }

    @Test
    void body_returns_isGivenItsValue() throws Exception {
        S subject = available();
        for (Callable<String> scope : scopes(subject, () -> "value")) {
            assertThat(scope.call()).isEqualTo("value");
            assertWhole(subject, "returned");
        }
    }

    @Test
    void body_throws_givesBackAndThrowsTheVeryThing() {
        S subject = available();
        for (Throwable failure : List.of(new IOException(), new IllegalStateException(), new AssertionError())) {
            for (Callable<Object> scope : scopes(subject, () -> raise(failure))) {
                assertThat(catchThrowable(scope::call)).isSameAs(failure);
                assertWhole(subject, failure);
            }
        }
    }

    private static Object raise(Throwable failure) throws IOException {
        if (failure instanceof IOException checked) {
            throw checked;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw (Error) failure;
    }

    @Test
    void tryWith_available_runsTheBodyAndGivesBack() {
        S subject = available();
        AtomicInteger runs = new AtomicInteger();
        assertThat(subject.tryWith(runs::incrementAndGet)).isTrue();
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> subject.tryWith(() -> {
                    throw new IllegalStateException("of the body");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertWhole(subject, "tried");
    }

    @Test
    void tryWith_blocked_doesNotRunTheBody() {
        S subject = create();
        AutoCloseable blocker = blockHere(subject);
        AtomicInteger runs = new AtomicInteger();
        assertThat(onOtherThread(() -> subject.tryWith(runs::incrementAndGet))).isFalse();
        assertThat(runs).hasValue(0);
        Visit.close(blocker);
        assertWhole(subject, "tried in vain");
    }

    @Test
    void scopes_insideOfEachOther_giveBackInnermostFirst() throws Exception {
        S outer = available();
        S inner = available();
        List<String> seen = new ArrayList<>();
        outer.with(() -> {
            assertThatThrownBy(() -> inner.with(() -> {
                        seen.add(outer.isWhole() + " " + inner.isWhole());
                        throw new IOException("of the inner body");
                    }))
                    .isInstanceOf(IOException.class);
            seen.add(outer.isWhole() + " " + inner.isWhole());
            return null;
        });
        seen.add(outer.isWhole() + " " + inner.isWhole());
        assertThat(seen).containsExactly("false false", "false true", "true true");
    }

    @Test
    void hold_insideOfAScope_mayOutliveIt() throws Exception {
        S scoped = available();
        S byToken = available();
        AutoCloseable hold = scoped.with(byToken::tryNow);
        assertThat(hold).isNotNull();
        assertWhole(scoped, "its scope has ended");
        assertThat(byToken.isWhole()).isFalse();
        hold.close();
        assertWhole(byToken, "closed");
    }

    /** It is not reentrant: who has it and wants it again would wait for himself. */
    @Test
    void scope_insideItself_isRefusedInsteadOfHanging() throws Exception {
        assumeDual();
        assumeTrue(create().capacity() == 1, "more than one can have it");
        S subject = available();
        subject.with(() -> {
            assertThatThrownBy(() -> subject.with(() -> "never")).isInstanceOf(CrossingException.class);
            assertThatThrownBy(() -> subject.with(Duration.ofMillis(5), () -> "never"))
                    .isInstanceOf(TimeoutException.class);
            assertThat(subject.waiting()).isZero();
            return null;
        });
        assertWhole(subject, "refused");
    }

    /** The continuation runs on the thread that leaves the scope, but outside of it: a wait there is a wait like others. */
    @Test
    void scope_leftWithAnInlineContinuation_isOverForIt() throws Exception {
        assumeDual();
        assumeTrue(create().capacity() == 1, "more than one can have it");
        S subject = create(Suite::inline);
        EventLoop loop = closeLater(EventLoop.open("leaver"));
        for (Function<Runnable, Object> scope : leaving(subject)) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            Bridge.await(loop.submit(() ->
                    scope.apply(() -> subject.awaitAsync().thenAccept(hold -> {
                        Visit.close(hold);
                        try {
                            seen.complete(Bridge.await(loop.submit(() -> "served")));
                        } catch (Throwable refused) {
                            seen.completeExceptionally(refused);
                        }
                    }))));
            assertThat(Eventually.ended(seen)).isCompletedWithValue("served");
            assertWhole(subject, "left");
        }
    }

    private static List<Function<Runnable, Object>> leaving(Acquirable subject) {
        return List.of(
                subject::tryWith,
                body -> subject.withAsync(() -> {
                    body.run();
                    return CompletableFuture.completedFuture("at once");
                }));
    }
}
