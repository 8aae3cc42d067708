package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.offload.RegisteredExecutor;
import dev.bascule.stage.CrossingException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a proof says: each link once, by name. */
class HangWordsTest {
    private static final String ONWARDS = ", and so back to the first line";

    /** The links of the proof that a call gets which waits for something that is made of its own stage. */
    private static String linksOf(
            RegisteredExecutor pool, Function<CompletableFuture<String>, CompletableFuture<?>> dependent)
            throws Exception {
        try (HangLog log = new HangLog()) {
            CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
            CompletableFuture<String> stage = pool.call(() -> {
                try {
                    return "got " + Bridge.await(dependent.apply(self.get()));
                } catch (CrossingException proof) {
                    return proof.rule().name();
                }
            });
            self.complete(stage);
            Bridge.await(stage, LONG);
            return String.join("\n", log.onlyProof().links());
        }
    }

    @Test
    void chain_throughADependent_namesStageFunctionCallAndThread() throws Exception {
        try (Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 2);
            assertThat(linksOf(pool, own -> own.thenApply(v -> v)).lines())
                    .satisfiesExactly(
                            wait -> assertThat(wait)
                                    .matches("thread '.+' waits for the result of function HangWordsTest.+ at .+"),
                            made -> assertThat(made)
                                    .matches("function HangWordsTest.+ comes after the result of call HangWordsTest.+"
                                            + " on executor 'one'"),
                            call -> assertThat(call).matches("call HangWordsTest.+ runs on thread '.+'" + ONWARDS));
        }
    }

    @Test
    void starvation_ofOneWorker_isToldInTheSingular() throws Exception {
        try (Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            assertThat(linksOf(pool, own -> pool.call(() -> "child")))
                    .contains(
                            "is queued on executor 'one'\nexecutor 'one' runs one task at a time, and that one waits");
        }
    }

    @Test
    void promise_thatItsOwnerAwaits_namesTheOwner() throws Exception {
        try (Pools pools = new Pools(Pools.Kind.PLATFORM)) {
            RegisteredExecutor pool = pools.open("one", 1);
            assertThat(linksOf(pool, own -> Bridge.ownedPromise("mine")))
                    .contains("waits for promise 'mine'", "promise 'mine' must be completed by call HangWordsTest");
        }
    }

    @Test
    void stage_madeOfItself_isNamedThoughItHasLeftTheGraph() {
        try (HangLog log = new HangLog()) {
            CompletableFuture<String> gate = Bridge.promise("gate");
            CompletableFuture<CompletableFuture<String>> self = new CompletableFuture<>();
            CompletableFuture<String> stage = gate.thenCompose(v -> self.join());
            self.complete(stage);
            gate.complete("open");
            assertThat(stage).isCompletedExceptionally();
            assertThat(log.onlyProof().message())
                    .contains("returned the very stage that it makes")
                    .doesNotContain("anybody");
        }
    }
}
