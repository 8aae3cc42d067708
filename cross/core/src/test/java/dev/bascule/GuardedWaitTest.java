package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bascule.Callers.Call;
import dev.bascule.Callers.ForEachCaller;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The waiting methods of a guarded stage, held against a plain CompletableFuture in the same state. */
class GuardedWaitTest {
    private static final IOException CHECKED = new IOException("checked");
    private static final CompletionException NESTED = new CompletionException("nested", CHECKED);

    /** What happens to a stage, by name. */
    private static Map<String, Consumer<CompletableFuture<String>>> endings() {
        Map<String, Consumer<CompletableFuture<String>>> all = new LinkedHashMap<>();
        all.put("value", stage -> stage.complete("text"));
        all.put("null", stage -> stage.complete(null));
        all.put("checked", stage -> stage.completeExceptionally(CHECKED));
        all.put("error", stage -> stage.completeExceptionally(new AssertionError("error")));
        all.put("nested", stage -> stage.completeExceptionally(NESTED));
        all.put("timeout", stage -> stage.completeExceptionally(new TimeoutException("of the work")));
        all.put("cancelled", stage -> stage.cancel(true));
        all.put("cancellation", stage -> stage.completeExceptionally(new CancellationException("by hand")));
        return all;
    }

    private static Map<String, Function<CompletableFuture<String>, Callable<Object>>> waits() {
        Map<String, Function<CompletableFuture<String>, Callable<Object>>> all = new LinkedHashMap<>();
        all.put("get", stage -> stage::get);
        all.put("get(timeout)", stage -> () -> stage.get(Callers.LONG.toSeconds(), TimeUnit.SECONDS));
        all.put("join", stage -> stage::join);
        return all;
    }

    private static Map<String, Function<CompletableFuture<String>, Callable<Object>>> looks() {
        Map<String, Function<CompletableFuture<String>, Callable<Object>>> all = new LinkedHashMap<>(waits());
        all.put("get(0)", stage -> () -> stage.get(0, TimeUnit.SECONDS));
        all.put("getNow", stage -> () -> stage.getNow("absent"));
        return all;
    }

    private static Object outcome(Callable<Object> wait) {
        try {
            return String.valueOf(wait.call());
        } catch (Throwable failure) {
            return chain(failure);
        }
    }

    /** The classes of a failure and its causes; the messages of those that are not stamped with a stage's name. */
    private static List<String> chain(Throwable failure) {
        List<String> links = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            links.add(
                    each instanceof IOException
                            ? each.toString()
                            : each.getClass().getName());
        }
        return links;
    }

    @ForEachCaller
    void waiting_doneStage_sameAsCompletableFuture(Callers caller) throws Exception {
        for (var ending : endings().entrySet()) {
            CompletableFuture<String> plain = new CompletableFuture<>();
            CompletableFuture<String> guarded = Bridge.promise("text");
            ending.getValue().accept(plain);
            ending.getValue().accept(guarded);
            for (var look : looks().entrySet()) {
                Function<CompletableFuture<String>, Callable<Object>> wait = look.getValue();
                assertThat(caller.call(() -> outcome(wait.apply(guarded))))
                        .as("%s of a stage with %s", look.getKey(), ending.getKey())
                        .isEqualTo(outcome(wait.apply(plain)));
                assertThat(caller.call(() -> outcome(wait.apply(guarded.thenApply(x -> x)))))
                        .as("%s of a dependent of a stage with %s", look.getKey(), ending.getKey())
                        .isEqualTo(outcome(wait.apply(plain.thenApply(x -> x))));
            }
        }
    }

    @ForEachCaller
    void waiting_stageEndsMeanwhile_sameAsCompletableFuture(Callers caller) throws Exception {
        for (var ending : endings().entrySet()) {
            CompletableFuture<String> plain = new CompletableFuture<>();
            ending.getValue().accept(plain);
            for (var way : waits().entrySet()) {
                CompletableFuture<String> guarded = Bridge.promise("text");
                Call<Object> call = caller.start(() -> outcome(way.getValue().apply(guarded)))
                        .whenWaitingFor(guarded);
                ending.getValue().accept(guarded);
                assertThat(call.value())
                        .as("%s of a stage with %s", way.getKey(), ending.getKey())
                        .isEqualTo(outcome(way.getValue().apply(plain)));
            }
        }
    }

    @ForEachCaller
    void getWithTimeout_neverCompletes_throwsTimeout(Callers caller) throws Exception {
        CompletableFuture<String> stage = Bridge.promise("text");
        for (long millis : new long[] {-1, 0, 20}) {
            assertThat(caller.failureOf(() -> stage.get(millis, TimeUnit.MILLISECONDS)))
                    .isExactlyInstanceOf(TimeoutException.class);
        }
        assertThat(stage).isNotDone();
        assertThat(stage.getNumberOfDependents()).isZero();
    }

    @ForEachCaller
    void getNow_pendingStage_givesTheOtherValue(Callers caller) throws Exception {
        assertThat(caller.call(() -> Bridge.promise("text").getNow("absent"))).isEqualTo("absent");
    }

    @ForEachCaller
    void get_interruptedWhileWaiting_throwsAndClearsTheFlag(Callers caller) throws Exception {
        for (String way : List.of("get", "get(timeout)")) {
            CompletableFuture<String> stage = Bridge.promise("text");
            Call<String> call = caller.start(() -> {
                        try {
                            return "gave " + waits().get(way).apply(stage).call();
                        } catch (InterruptedException expected) {
                            return "interrupted, flag " + Thread.interrupted();
                        }
                    })
                    .whenWaitingFor(stage);
            call.thread().interrupt();
            assertThat(call.value()).as(way).isEqualTo("interrupted, flag false");
        }
    }

    @ForEachCaller
    void join_interruptedWhileWaiting_waitsOnAndKeepsTheFlag(Callers caller) throws Exception {
        CompletableFuture<String> stage = Bridge.promise("text");
        Call<String> call = caller.start(() -> stage.join() + ", flag " + Thread.interrupted())
                .whenWaitingFor(stage);
        call.thread().interrupt();
        call.whenWaitingFor(stage);
        assertThat(call.isDone()).isFalse();
        stage.complete("text");
        assertThat(call.value()).isEqualTo("text, flag true");
    }

    @ForEachCaller
    void join_interruptedBefore_waitsAndKeepsTheFlag(Callers caller) throws Exception {
        CompletableFuture<String> stage = Bridge.promise("text");
        Call<String> call = caller.start(() -> {
                    Thread.currentThread().interrupt();
                    return stage.join() + ", flag " + Thread.interrupted();
                })
                .whenWaitingFor(stage);
        stage.complete("text");
        assertThat(call.value()).isEqualTo("text, flag true");
    }
}
