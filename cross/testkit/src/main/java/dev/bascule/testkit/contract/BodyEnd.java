package dev.bascule.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How an asynchronous body can end. */
enum BodyEnd implements Supplier<CompletionStage<String>> {
    VALUE {
        @Override
        public CompletionStage<String> get() {
            return CompletableFuture.completedFuture("value");
        }
    },
    LATE_VALUE {
        @Override
        public CompletionStage<String> get() {
            CompletableFuture<String> late = new CompletableFuture<>();
            return late.completeOnTimeout("value", 1, TimeUnit.MILLISECONDS);
        }
    },
    FAILED_STAGE {
        @Override
        public CompletionStage<String> get() {
            return CompletableFuture.failedFuture(FAILURE);
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
    THROWS {
        @Override
        public CompletionStage<String> get() {
            throw FAILURE;
        }
    },
    NO_STAGE {
        @Override
        @SuppressWarnings("NullAway") // what a careless body does
        public CompletionStage<String> get() {
            return null;
        }
    };

    @SuppressWarnings("StaticAssignmentOfThrowable") // to be recognised
    private static final IllegalStateException FAILURE = new IllegalStateException("of the body");

    void assertEnd(CompletableFuture<String> result) {
        Throwable failure = result.handle((value, thrown) -> thrown).join();
        switch (this) {
            case VALUE, LATE_VALUE -> assertThat(result).isCompletedWithValue("value");
            case FAILED_STAGE, THROWS -> assertThat(Visit.unwrapped(failure)).isSameAs(FAILURE);
            case CANCELLED_STAGE -> assertThat(Visit.unwrapped(failure)).isInstanceOf(CancellationException.class);
            default ->
                assertThat(Visit.unwrapped(failure))
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("stage");
        }
    }
}
