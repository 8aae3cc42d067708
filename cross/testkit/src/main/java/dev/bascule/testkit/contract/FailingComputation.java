package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** How a computation can fail, and with what. */
enum FailingComputation implements Supplier<CompletionStage<String>> {
    THROWS {
        @Override
        public CompletionStage<String> get() {
            return raise(FAILURE);
        }
    },
    THROWS_ERROR {
        @Override
        public CompletionStage<String> get() {
            return raise(ERROR);
        }
    },
    FAILED_STAGE {
        @Override
        public CompletionStage<String> get() {
            return CompletableFuture.failedFuture(CHECKED);
        }
    },
    WRAPPED {
        @Override
        public CompletionStage<String> get() {
            return CompletableFuture.<String>failedFuture(CHECKED).thenApply(value -> value);
        }
    },
    CANCELLED_STAGE {
        @Override
        public CompletionStage<String> get() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stage.cancel(true);
            return stage;
        }
    },
    NO_STAGE {
        @Override
        @SuppressWarnings("NullAway") // what a careless function does
        public CompletionStage<String> get() {
            return null;
        }
    };

    @SuppressWarnings("StaticAssignmentOfThrowable") // to be recognised
    private static final IllegalStateException FAILURE = new IllegalStateException("thrown");

    @SuppressWarnings("StaticAssignmentOfThrowable") // to be recognised
    private static final AssertionError ERROR = new AssertionError("thrown");

    @SuppressWarnings("StaticAssignmentOfThrowable") // to be recognised
    private static final IOException CHECKED = new IOException("of the stage");

    void assertIsIt(Throwable failure) {
        switch (this) {
            case THROWS -> assertThat(failure).isSameAs(FAILURE);
            case THROWS_ERROR -> assertThat(failure).isSameAs(ERROR);
            case FAILED_STAGE, WRAPPED -> assertThat(failure).isSameAs(CHECKED);
            case CANCELLED_STAGE -> assertThat(failure).isInstanceOf(CancellationException.class);
            default ->
                assertThat(failure).isInstanceOf(NullPointerException.class).hasMessageContaining("stage");
        }
    }

    private static CompletionStage<String> raise(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
