package dev.bascule.internal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a stage ended, as its users see it through each way of looking. */
record StageOutcome(
        String value,
        String byGet,
        String byJoin,
        String byGetNow,
        String byHandle,
        boolean cancelled,
        boolean failed) {

    /** Waits for the end, and looks. */
    static StageOutcome of(CompletableFuture<?> stage) throws InterruptedException {
        Object[] value = new Object[1];
        String byGet = failureOf(() -> value[0] = stage.get(10, TimeUnit.SECONDS));
        String[] byHandle = new String[1];
        stage.whenComplete((result, failure) -> byHandle[0] = describe(failure));
        return new StageOutcome(
                String.valueOf(value[0]),
                byGet,
                failureOf(stage::join),
                failureOf(() -> stage.getNow(null)),
                byHandle[0],
                stage.isCancelled(),
                stage.isCompletedExceptionally());
    }

    private static String failureOf(ThrowingRunnable look) throws InterruptedException {
        try {
            look.run();
            return "none";
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return describe(e);
        }
    }

    /** The types all the way down, and the text of the last one. */
    private static String describe(@Nullable Throwable failure) {
        if (failure == null) {
            return "none";
        }
        StringBuilder text = new StringBuilder();
        Throwable last = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            text.append(next.getClass().getSimpleName()).append(" <- ");
            last = next;
        }
        return text.append(last.getMessage()).toString();
    }

    /** A way of looking at a stage. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** How a source ends. */
    enum End {
        VALUE,
        NULL,
        FAILURE,
        ERROR,
        COMPLETION_EXCEPTION,
        CANCELLED,
        CANCELLATION_EXCEPTION;

        void end(CompletableFuture<Object> stage) {
            switch (this) {
                case VALUE -> stage.complete("value");
                case NULL -> stage.complete(null);
                case FAILURE -> stage.completeExceptionally(new IllegalStateException("failed"));
                case ERROR -> stage.completeExceptionally(new AssertionError("an error"));
                case COMPLETION_EXCEPTION ->
                    stage.completeExceptionally(new CompletionException("wrapped", new IllegalStateException("in")));
                case CANCELLED -> stage.cancel(true);
                case CANCELLATION_EXCEPTION -> stage.completeExceptionally(new CancellationException("by hand"));
            }
        }
    }

    /** What the function does. */
    enum Body {
        RETURNS,
        THROWS,
        THROWS_COMPLETION_EXCEPTION,
        THROWS_ERROR,
        THROWS_CHECKED;

        Object run() {
            return switch (this) {
                case RETURNS -> "made";
                case THROWS -> throw new IllegalArgumentException("function failed");
                case THROWS_COMPLETION_EXCEPTION -> throw new CompletionException("own", new Exception("cause"));
                case THROWS_ERROR -> throw new AssertionError("function error");
                case THROWS_CHECKED -> throw Failures.<RuntimeException>sneak(new Exception("checked"));
            };
        }
    }
}
