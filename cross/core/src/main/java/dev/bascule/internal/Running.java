package dev.bascule.internal;

import dev.bascule.spi.TimeSource;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.CrossingException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The forms that start the work themselves, and therefore cancel it when they leave before it is done. */
public final class Running {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Running() {}

    /** Starts the work and waits for it. */
    public static <T> T await(Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        CompletableFuture<T> stage = start(work);
        try {
            return Awaiting.await(stage);
        } catch (InterruptedException | CrossingException e) {
            Cancel.upToRoot(stage, 0, true);
            throw e;
        }
    }

    /** The same with a limit. */
    public static <T> T await(Supplier<? extends CompletionStage<T>> work, Duration limit)
            throws InterruptedException, AwaitTimeoutException {
        CompletableFuture<T> stage = start(work);
        try {
            return Awaiting.await(stage, limit);
        } catch (InterruptedException | AwaitTimeoutException | CrossingException e) {
            Cancel.upToRoot(stage, 0, true);
            throw e;
        }
    }

    /** Runs the work on a loop that lives as long as this call. */
    public static <T> T run(Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        Ambient ambient = Ambient.peek();
        if (ambient != null && ambient.loop != null) {
            throw Messages.refusal(
                    RuleId.BSC004,
                    "Bridge.run called inside the running " + ambient.loop.describe() + ".",
                    "run starts a loop and blocks this thread until it ends, and the running loop would stand still.",
                    "return the stage to the running loop (thenCompose), or let that loop run the work: "
                            + "Bridge.run(Nesting.RELEVANT, work).");
        }
        Awaiting.refuseOnForeignLoop("a loop of its own, started by Bridge.run");
        LoopCore loop = new LoopCore(
                "run-" + NUMBER.incrementAndGet(), Nesting.RELEVANT, TimeSource.SYSTEM, Settings.SUSPECT_NANOS, false);
        try {
            CompletableFuture<T> stage = loop.call(work);
            try {
                return loop.runUntil(stage, Nesting.ALL);
            } catch (InterruptedException | CrossingException e) {
                stage.cancel(true);
                throw e;
            }
        } finally {
            loop.close(0);
        }
    }

    /** On the thread of a loop, runs the work there; elsewhere as {@link #run(Supplier)}. */
    public static <T> T run(Nesting nesting, Supplier<? extends CompletionStage<T>> work) throws InterruptedException {
        Ambient ambient = Ambient.peek();
        LoopCore loop = ambient == null ? null : ambient.loop;
        if (loop == null) {
            return run(work);
        }
        CompletableFuture<T> stage = loop.call(work);
        try {
            return loop.runUntil(stage, nesting);
        } catch (InterruptedException | CrossingException e) {
            stage.cancel(true);
            throw e;
        }
    }

    private static <T> CompletableFuture<T> start(Supplier<? extends CompletionStage<T>> work) {
        CompletionStage<T> stage = work.get();
        if (stage == null) {
            throw new NullPointerException("the asynchronous function returned null instead of a stage");
        }
        return Awaiting.toFuture(stage);
    }
}
