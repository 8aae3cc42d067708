package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.loop.EventLoop;
import dev.bascule.offload.Offload;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Waits for what only the waiting thread's own frames can bring about. */
class SelfWaitTest {
    private static final Waiter AWAIT = stage -> Bridge.await(stage);

    private interface Waiter {
        Object waitFor(CompletableFuture<?> stage) throws Exception;
    }

    /** A task that waits for its own stage; gives what it was told. */
    private static String selfWait(Function<Callable<String>, CompletableFuture<String>> place, Waiter waiter)
            throws Exception {
        CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
        CompletableFuture<String> stage = place.apply(() -> {
            try {
                return "got " + waiter.waitFor(self.get());
            } catch (CrossingException proof) {
                return proof.rule().name();
            }
        });
        self.complete(stage);
        return Bridge.await(stage, LONG);
    }

    @Test
    void task_thatAwaitsItsOwnStage_isTold() throws Exception {
        try (HangLog log = new HangLog();
                Pools pools = new Pools(Pools.Kind.PLATFORM);
                EventLoop loop = EventLoop.open("self");
                Offload offload = Offload.open("self")) {
            RegisteredExecutor pool = pools.open("self", 3);
            assertThat(selfWait(loop::submit, AWAIT)).isEqualTo("BSC001");
            assertThat(selfWait(offload::call, AWAIT)).isEqualTo("BSC001");
            assertThat(selfWait(pool::call, AWAIT)).isEqualTo("BSC001");
            assertThat(log.of(Hang.Kind.PROVEN)).hasSize(3);
        }
    }

    @Test
    void getAndJoin_ofOnesOwnStage_areTold() throws Exception {
        try (EventLoop loop = EventLoop.open("self");
                Offload offload = Offload.open("self")) {
            assertThat(selfWait(loop::submit, CompletableFuture::get)).isEqualTo("BSC001");
            assertThat(selfWait(loop::submit, CompletableFuture::join)).isEqualTo("BSC001");
            assertThat(selfWait(offload::call, CompletableFuture::get)).isEqualTo("BSC001");
            assertThat(selfWait(offload::call, CompletableFuture::join)).isEqualTo("BSC001");
        }
    }

    @Test
    void wait_forADependentOfOnesOwnStage_isTold() throws Exception {
        try (Offload offload = Offload.open("self")) {
            assertThat(selfWait(
                            offload::call,
                            own -> Bridge.await(own.thenApply(v -> v).handleAsync((v, e) -> v))))
                    .isEqualTo("BSC001");
        }
    }

    @Test
    void loop_whoseCallAwaitsAnOffloadThatAwaitsThatCall_isTold() throws Exception {
        try (HangLog log = new HangLog();
                EventLoop loop = EventLoop.open("orders");
                Offload offload = Offload.open("jdbc")) {
            CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
            CompletableFuture<String> call =
                    loop.submit(() -> Bridge.await(offload.call(() -> Bridge.await(self.get()))));
            self.complete(call);
            assertThat(call.handle((value, failure) -> "ended").get()).isEqualTo("ended");
            Hang proof = log.onlyProof();
            assertThat(proof.rule()).isEqualTo(RuleId.BSC001);
            assertThat(proof.message()).contains("bascule-orders", "offload 'jdbc'", "loop 'orders'");
        }
    }

    @Test
    void nestedPump_thatWaitsForABuriedFrame_isTold() throws Exception {
        try (HangLog log = new HangLog();
                EventLoop loop = EventLoop.open("nested")) {
            CompletableFuture<CompletableFuture<String>> buried = new CompletableFuture<>();
            // outer waits for inner, which is run on top of it and waits for outer's own stage
            CompletableFuture<String> outer =
                    loop.submit(() -> Bridge.await(loop.submit(() -> Bridge.await(buried.get()))));
            buried.complete(outer);
            assertThat(outer.handle((value, failure) -> "ended").get()).isEqualTo("ended");
            assertThat(log.onlyProof().rule()).isEqualTo(RuleId.BSC001);
        }
    }

    @Test
    void wait_thatIsBuriedUnderAnother_isSeenFromOtherThreads() throws Exception {
        try (HangLog log = new HangLog();
                EventLoop loop = EventLoop.open("nested");
                Offload offload = Offload.open("other")) {
            CompletableFuture<CompletableFuture<String>> outerStage = new CompletableFuture<>();
            // on the loop: outer awaits inner, inner (on top) awaits the offload, which awaits outer
            CompletableFuture<String> outer = loop.submit(() ->
                    Bridge.await(loop.submit(() -> Bridge.await(offload.call(() -> Bridge.await(outerStage.get()))))));
            outerStage.complete(outer);
            assertThat(outer.handle((value, failure) -> "ended").get()).isEqualTo("ended");
            log.onlyProof();
        }
    }
}
