package dev.bascule.hang;

import static dev.bascule.Callers.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Bridge;
import dev.bascule.Callers;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that each own a promise and wait for the next one's. */
class PromiseCycleTest {
    private static final UnaryOperator<CompletableFuture<String>> ITSELF = promise -> promise;

    private static Stream<Arguments> cycles() {
        return Callers.available().stream()
                .filter(caller -> caller != Callers.FORK_JOIN_WORKER) // runs foreign work while it waits
                .flatMap(caller -> Stream.of(2, 3, 10, 50).map(size -> Arguments.of(caller, size)));
    }

    /** Closes a cycle of so many threads, as nearly at the same instant as can be had; gives what became of each. */
    private static List<String> close(Callers caller, int size, UnaryOperator<CompletableFuture<String>> dependent)
            throws Exception {
        AtomicReferenceArray<CompletableFuture<String>> promises = new AtomicReferenceArray<>(size);
        CyclicBarrier all = new CyclicBarrier(size);
        List<Callers.Call<String>> calls = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int me = i;
            calls.add(caller.start(() -> {
                CompletableFuture<String> mine = Bridge.ownedPromise("p" + me);
                promises.set(me, mine);
                all.await(LONG.toSeconds(), TimeUnit.SECONDS);
                try {
                    return Bridge.await(dependent.apply(promises.get((me + 1) % size)));
                } catch (CrossingException proof) {
                    return proof.rule().name();
                } catch (AwaitException failed) {
                    return "failed";
                } finally {
                    mine.complete("kept");
                }
            }));
        }
        List<String> outcomes = new ArrayList<>();
        for (Callers.Call<String> call : calls) {
            outcomes.add(call.value());
        }
        return outcomes;
    }

    private static void assertOneVictim(List<String> outcomes) {
        assertThat(outcomes).filteredOn(outcome -> outcome.startsWith("BSC00")).hasSize(1);
        assertThat(outcomes).filteredOn("kept"::equals).hasSize(outcomes.size() - 1);
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void cycleOfPromises_closedAtOnce_hasOneVictimAndTheOthersGoOn(Callers caller, int size) throws Exception {
        try (HangLog log = new HangLog()) {
            assertOneVictim(close(caller, size, ITSELF));
            Hang proof = log.onlyProof();
            assertThat(proof.rule()).isIn(RuleId.BSC003, RuleId.BSC001);
            for (int i = 0; i < size; i++) {
                assertThat(proof.message()).contains("promise 'p" + i + "'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cycles")
    void cycleThroughDependents_closedAtOnce_hasOneVictim(Callers caller, int size) throws Exception {
        try (HangLog log = new HangLog()) {
            assertOneVictim(close(
                    caller,
                    size,
                    promise -> promise.thenApply(v -> v)
                            .thenCompose(v -> Bridge.allOf(promise).thenApply(n -> v))));
            log.onlyProof();
        }
    }

    @ParameterizedTest
    @MethodSource("cycles")
    @Tag("stress")
    void cycleOfPromises_closedAgainAndAgain_alwaysHasOneVictim(Callers caller, int size) throws Exception {
        for (int round = 0; round < 2_000 / size; round++) {
            assertOneVictim(close(caller, size, ITSELF));
        }
    }
}
