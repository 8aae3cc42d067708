package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The token under which code runs: each task its own, and the outer one's again after a nested wait. */
class TokenTest {
    private static List<Task> around(Callable<Task> wait) throws Exception {
        Task before = Ambient.currentOp();
        Task inside = wait.call();
        return Arrays.asList(before, inside, Ambient.currentOp());
    }

    private static void assertOwnTokens(List<Task> tokens) {
        assertThat(tokens.get(0)).isNotNull();
        assertThat(tokens.get(1)).isNotNull().isNotSameAs(tokens.get(0));
        assertThat(tokens.get(1).parent()).isSameAs(tokens.get(0));
        assertThat(tokens.get(2)).isSameAs(tokens.get(0));
    }

    @Test
    void token_taskPumpedByALoop_isItsOwnAndTheOuterOneReturns() throws Exception {
        try (EventLoop loop = EventLoop.open("tokens")) {
            assertOwnTokens(Bridge.await(
                    loop.submit(() -> around(() -> Bridge.await(loop.submit(Ambient::currentOp)))), Callers.LONG));
        }
    }

    @Test
    void token_callHelpedByAnOffloadWorker_isItsOwnAndTheOuterOneReturns() throws Exception {
        try (Offload offload = Offload.open(c -> c.withName("tokens").withConcurrency(1))) {
            assertOwnTokens(Bridge.await(
                    offload.call(() -> around(() -> Bridge.await(offload.call(Ambient::currentOp)))), Callers.LONG));
        }
    }

    @Test
    void token_continuationCompletedByAStranger_isThatOfItsSource() throws Exception {
        try (EventLoop loop = EventLoop.open("tokens")) {
            CompletableFuture<String> promise = Bridge.await(loop.submit(() -> Bridge.promise("mine")));
            Task source = ((GuardedFuture<String>) promise).op;
            CompletableFuture<Task> sync = promise.thenApply(x -> Ambient.currentOp());
            CompletableFuture<Task> async = promise.thenApplyAsync(x -> Ambient.currentOp());
            promise.complete("go");
            assertThat(source).isNotNull();
            assertThat(Bridge.await(sync)).isSameAs(source);
            assertThat(Bridge.await(async)).isSameAs(source);
            assertThat(Ambient.peek()).isNull();
        }
    }

    @Test
    void token_outsideOfAnyTask_isNone() throws Exception {
        assertThat(Ambient.currentOp()).isNull();
        assertThat(Bridge.<Boolean>run(() -> CompletableFuture.completedFuture(Ambient.currentOp() != null)))
                .isTrue();
        assertThat(Ambient.currentOp()).isNull();
    }
}
