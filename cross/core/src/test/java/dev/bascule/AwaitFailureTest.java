package dev.bascule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bascule.Callers.Call;
import dev.bascule.Callers.ForEachCaller;
import dev.bascule.stage.AwaitException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What a waiter is told of a failure. */
class AwaitFailureTest {
    private static List<Throwable> failures() {
        return List.of(
                new IOException("checked"),
                new IllegalArgumentException("unchecked"),
                new AssertionError("error"),
                new StackOverflowError("machine error"),
                new CancellationException("cancelled"),
                new TimeoutException("of the work, not of the wait"),
                new InterruptedException("of the work, not of the wait"),
                new ExecutionException("somebody's", new IOException("inner")),
                new AwaitException(new IOException("awaited further down")),
                new CompletionException("without a cause", null));
    }

    @ForEachCaller
    void await_failureOfAnyKind_isTheCauseUntouched(Callers caller) throws Exception {
        for (Throwable original : failures()) {
            Throwable cause = original.getCause();
            StackTraceElement[] trace = original.getStackTrace();
            CompletableFuture<String> promise = Bridge.promise("kind");
            Call<String> call = caller.start(() -> Bridge.await(promise)).whenWaitingFor(promise);
            promise.completeExceptionally(original);
            assertThat(call.failure()).isExactlyInstanceOf(AwaitException.class).hasCause(original);
            assertThat(original.getCause()).isSameAs(cause);
            assertThat(original.getStackTrace()).isEqualTo(trace);
            assertThat(original.getSuppressed()).isEmpty();
        }
    }

    @ForEachCaller
    void await_dependentsOfFailedStage_theCauseIsTheOriginal(Callers caller) throws Exception {
        for (Throwable original : failures()) {
            CompletableFuture<String> plain = CompletableFuture.failedFuture(original);
            CompletableFuture<String> guarded = Bridge.promise("kind");
            guarded.completeExceptionally(original);
            for (CompletableFuture<String> root : List.of(plain, guarded)) {
                CompletableFuture<Integer> dependent =
                        root.thenApply(String::length).thenCompose(CompletableFuture::completedFuture);
                assertThat(caller.failureOf(() -> Bridge.await(dependent)).getCause())
                        .isSameAs(original);
            }
        }
    }

    @ForEachCaller
    void await_nestedCompletionExceptions_arePeeled(Callers caller) throws Exception {
        IOException original = new IOException("disk");
        CompletableFuture<String> stage = CompletableFuture.failedFuture(
                new CompletionException(new CompletionException("outer text", original)));
        assertThat(caller.failureOf(() -> Bridge.await(stage)).getCause()).isSameAs(original);
        assertThat(caller.failureOf(() -> Bridge.await(stage, IOException.class)))
                .isSameAs(original);
    }

    @Test
    void await_subclassOfCompletionException_isSomebodysOwnAndKept() {
        CompletionException own = new CompletionException(new IOException("inner")) {
            private static final long serialVersionUID = 1L;
        };
        assertThatThrownBy(() -> Bridge.await(CompletableFuture.failedFuture(own)))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(own);
    }

    @Test
    void await_failedStage_freshExceptionForEachWaiterThatShowsWhereItWaited() {
        CompletableFuture<String> stage = CompletableFuture.failedFuture(new IOException("disk"));
        AwaitException one = catchAwait(stage);
        AwaitException other = catchAwait(stage);
        assertThat(one).isNotSameAs(other);
        assertThat(one.getCause()).isSameAs(other.getCause());
        assertThat(one.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(AwaitFailureTest.class.getName())
                        && frame.getMethodName().equals("catchAwait"));
        assertThat(one).hasMessageContaining("disk");
    }

    private static AwaitException catchAwait(CompletableFuture<?> stage) {
        try {
            throw new AssertionError("gave " + Bridge.await(stage));
        } catch (AwaitException expected) {
            return expected;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ForEachCaller
    void awaitWithType_failureOfThatTypeOrBelow_isRethrownAsItIs(Callers caller) throws Exception {
        IOException original = new FileNotFoundException("gone");
        CompletableFuture<String> stage = Bridge.promise("file");
        stage.completeExceptionally(original);
        assertThat(caller.failureOf(() -> Bridge.await(stage, IOException.class)))
                .isSameAs(original);
        assertThat(caller.failureOf(() -> Bridge.await(stage.thenApply(String::length), IOException.class)))
                .isSameAs(original);
    }

    @ForEachCaller
    void awaitWithType_otherFailure_isWrapped(Callers caller) throws Exception {
        IllegalStateException original = new IllegalStateException("not I/O");
        CompletableFuture<String> stage = Bridge.promise("file");
        stage.completeExceptionally(original);
        assertThat(caller.failureOf(() -> Bridge.await(stage, IOException.class)))
                .isInstanceOf(AwaitException.class)
                .cause()
                .isSameAs(original);
    }

    @ForEachCaller
    void awaitSupplier_throwsInsteadOfReturning_itsExceptionComesOutAsItIs(Callers caller) throws Exception {
        IllegalStateException original = new IllegalStateException("before it began");
        assertThat(caller.failureOf(() -> Bridge.<String>await(() -> {
                    throw original;
                })))
                .isSameAs(original);
        assertThat(caller.failureOf(() -> Bridge.<String>await(() -> null))).isInstanceOf(NullPointerException.class);
    }
}
