package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers.ForEachCaller;
import dev.bascule.function.ThrowingBiFunction;
import dev.bascule.function.ThrowingFunction;
import dev.bascule.function.ThrowingSupplier;
import dev.bascule.function.ThrowingTriFunction;
import dev.bascule.function.TriFunction;
import dev.bascule.offload.Offload;
import dev.bascule.stage.AwaitException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asynchronous functions as blocking ones. */
class BlockingTest {
    @ForEachCaller
    void blocking_noArgument_givesWhatTheStageGives(Callers caller) throws Exception {
        Supplier<CompletionStage<String>> function = () -> Offload.io().call(() -> "none");
        ThrowingSupplier<String, InterruptedException> blocking = Bridge.blocking(function);
        assertThat(caller.call(blocking::get)).isEqualTo("none");
        assertThat(caller.call(blocking::get)).isEqualTo("none");
    }

    @ForEachCaller
    void blocking_oneArgument_passesIt(Callers caller) throws Exception {
        Function<String, CompletionStage<Integer>> function =
                text -> Offload.io().call(text::length);
        ThrowingFunction<String, Integer, InterruptedException> blocking = Bridge.blocking(function);
        assertThat(caller.call(() -> blocking.apply("four"))).isEqualTo(4);
        assertThat(caller.call(() -> blocking.apply(""))).isZero();
    }

    @ForEachCaller
    void blocking_twoArguments_passesThemInOrder(Callers caller) throws Exception {
        BiFunction<String, Integer, CompletionStage<String>> function =
                (text, times) -> Offload.io().call(() -> text.repeat(times));
        ThrowingBiFunction<String, Integer, String, InterruptedException> blocking = Bridge.blocking(function);
        assertThat(caller.call(() -> blocking.apply("ab", 2))).isEqualTo("abab");
    }

    @ForEachCaller
    void blocking_threeArguments_passesThemInOrder(Callers caller) throws Exception {
        TriFunction<String, Integer, Integer, CompletionStage<String>> function =
                (text, from, to) -> Offload.io().call(() -> text.substring(from, to));
        ThrowingTriFunction<String, Integer, Integer, String, InterruptedException> blocking =
                Bridge.blocking(function);
        assertThat(caller.call(() -> blocking.apply("bascule", 1, 3))).isEqualTo("as");
    }

    @ForEachCaller
    void blocking_functionFails_throwsWithTheOriginal(Callers caller) throws Exception {
        IOException original = new IOException("disk");
        Supplier<CompletionStage<String>> function = () -> CompletableFuture.failedFuture(original);
        assertThat(caller.failureOf(() -> Bridge.blocking(function).get()))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(original);
    }
}
