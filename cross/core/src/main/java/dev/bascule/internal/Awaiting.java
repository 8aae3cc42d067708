package dev.bascule.internal;

import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import dev.bascule.stage.Nesting;
import dev.bascule.stage.RuleId;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The wait itself: done, served on the thread meanwhile, refused, or parked. The order is that of DESIGN's await. */
public final class Awaiting {
    /** No limit. */
    public static final long FOREVER = Long.MAX_VALUE;

    private Awaiting() {}

    /** Waits for the stage and gives its value; throws AwaitException if it failed. */
    public static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        return await(stage, (Nesting) null);
    }

    /**
     * The same with a nesting other than the loop's own. Few frames lie between here and the park: a virtual thread copies
     * its frames when it parks and once more, one by one, as they return.
     */
    public static <T> T await(CompletionStage<T> stage, @Nullable Nesting nesting) throws InterruptedException {
        CompletableFuture<T> future = toFuture(stage);
        if (future.isDone() || serve(future, nesting, FOREVER, true)) {
            return outcome(future);
        }
        if (AwaitEvent.PROBE.isEnabled()) {
            park(future, FOREVER, true);
            return outcome(future);
        }
        try {
            return parkForever(future);
        } catch (ExecutionException | CancellationException failed) {
            throw new AwaitException(Failures.of(future));
        }
    }

    /** The same with a limit. */
    public static <T> T await(CompletionStage<T> stage, Duration limit)
            throws InterruptedException, AwaitTimeoutException {
        CompletableFuture<T> future = toFuture(stage);
        long nanos = Nanos.of(limit);
        if (!future.isDone() && !serve(future, null, nanos, true)) {
            park(future, nanos, true);
        }
        if (!future.isDone()) {
            throw new AwaitTimeoutException(future + " was not done", limit);
        }
        return outcome(future);
    }

    /** The value of a stage that is done. */
    public static <T> T outcome(CompletableFuture<T> done) {
        if (done.isCompletedExceptionally()) {
            throw new AwaitException(Failures.of(done));
        }
        return done.getNow(null);
    }

    /** Any stage as a future; a stage that cannot become one is relayed. */
    public static <T> CompletableFuture<T> toFuture(CompletionStage<T> stage) {
        if (stage instanceof GuardedFuture<T> guarded && !(stage instanceof GuardedMinimalStage)) {
            return guarded;
        }
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException noFuture) {
            CompletableFuture<T> relay = new CompletableFuture<>();
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    relay.complete(value);
                } else {
                    relay.completeExceptionally(failure);
                }
            });
            return relay;
        }
    }

    private static void park(CompletableFuture<?> future, long nanos, boolean interruptible)
            throws InterruptedException {
        AwaitEvent event = new AwaitEvent();
        event.begin();
        try {
            parkUntil(future, nanos, interruptible);
        } finally {
            event.finish(future);
        }
    }

    /** Parks until the stage is done or the time is over. */
    private static void parkUntil(CompletableFuture<?> future, long nanos, boolean interruptible)
            throws InterruptedException {
        try {
            if (!interruptible) {
                joinParked(future);
            } else if (nanos == FOREVER) {
                parkForever(future); // not a long timed wait, which a thread dump would show as one
            } else if (future instanceof OwnedFuture<?> ours) {
                ours.parkingGet(nanos);
            } else {
                future.get(nanos, TimeUnit.NANOSECONDS);
            }
        } catch (ExecutionException | CompletionException | CancellationException | TimeoutException readLater) {
            // The outcome is read from the future itself, where the original failure is.
        }
    }

    private static void joinParked(CompletableFuture<?> future) {
        if (future instanceof OwnedFuture<?> ours) {
            ours.parkingJoin();
        } else {
            future.join();
        }
    }

    private static <T> T parkForever(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
        return future instanceof OwnedFuture<T> ours ? ours.parkingGet() : future.get();
    }

    // -- for guarded get and join --

    /** True if the thread served other work until the stage was done or the time over; false if it may park. */
    static boolean serve(OwnedFuture<?> future, long nanos) throws InterruptedException {
        return serve(future, null, nanos, true);
    }

    static void serveUninterruptibly(OwnedFuture<?> future) {
        try {
            boolean served = serve(future, null, FOREVER, false);
            assert !served || future.isDone();
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static boolean serve(
            CompletableFuture<?> future, @Nullable Nesting nesting, long nanos, boolean interruptible)
            throws InterruptedException {
        Lost.look();
        Ambient ambient = Ambient.peek();
        if (ambient == null || !ambient.isHost()) {
            refuseOnForeignLoop(future);
        }
        if (ambient == null) {
            Wait listed = Waits.list(future, nanos != FOREVER);
            return listed != null && parkListed(listed, future, nanos, interruptible);
        }
        AwaitEvent event = new AwaitEvent();
        event.begin();
        try {
            serveAsHost(ambient, future, nesting, nanos, interruptible);
            return true;
        } finally {
            event.finish(future);
        }
    }

    private static boolean parkListed(Wait listed, CompletableFuture<?> future, long nanos, boolean interruptible)
            throws InterruptedException {
        try {
            park(future, nanos, interruptible);
            return true;
        } finally {
            Waits.unlist(listed);
        }
    }

    private static void serveAsHost(
            Ambient ambient, CompletableFuture<?> future, @Nullable Nesting nesting, long nanos, boolean interruptible)
            throws InterruptedException {
        if (ambient.loop != null) {
            refuseInScope(ambient, future);
            Nesting effective = nesting == null ? ambient.loop.nesting : nesting;
            if (effective == Nesting.FORBID) {
                throw forbidden(ambient.loop, future);
            }
            Pump.serve(ambient, future, effective, nanos, interruptible);
        } else if (ambient.worker != null && ambient.scopes == 0 && future instanceof GuardedFuture) {
            Pump.serve(ambient, future, Nesting.RELEVANT, nanos, interruptible);
        } else {
            parkPublished(ambient, future, nanos, interruptible);
        }
    }

    /** The thread runs something of ours, or owns promises: others may depend on it. */
    private static void parkPublished(Ambient me, CompletableFuture<?> future, long nanos, boolean interruptible)
            throws InterruptedException {
        Wait wait = new Wait(future, Nesting.FORBID, nanos != FOREVER, me);
        Waits.publish(me, wait);
        try {
            Proof.onWait(me, wait);
            parkUntil(future, nanos, interruptible);
        } finally {
            Waits.withdraw(me, wait);
        }
    }

    /** Throws if the current thread runs somebody else's event loop. */
    public static void refuseOnForeignLoop(Object awaited) {
        Thread thread = Thread.currentThread();
        String kind = Recognizers.recognize(thread);
        if (kind != null) {
            throw Messages.waitRefusal(
                    RuleId.BSC104,
                    "a blocking wait on " + kind + " '" + thread.getName() + "'.",
                    thread.getName() + " -> " + awaited,
                    "everything else that this event loop serves stands still until the wait ends; and if the stage"
                            + " needs the loop, it never does.",
                    "return the stage (thenCompose), or do the blocking work elsewhere: offload.call(() -> ...).");
        }
    }

    /** What would run meanwhile might want what this code holds, and would wait for it on top of it. */
    private static void refuseInScope(Ambient ambient, CompletableFuture<?> future) {
        if (ambient.scopes > 0 && ambient.loop != null) {
            throw Messages.waitRefusal(
                    RuleId.BSC203,
                    "a wait on " + ambient.loop.describe()
                            + " inside of withLock or withPermits, for a stage that is not done.",
                    Thread.currentThread().getName() + " -> " + future,
                    "the loop would have to run other work meanwhile, which may want the very lock that is held here.",
                    "use the Async form, whose body returns the stage instead of waiting for it.");
        }
    }

    private static RuntimeException forbidden(LoopCore loop, CompletableFuture<?> future) {
        return Messages.waitRefusal(
                RuleId.BSC001,
                "a wait on " + loop.describe() + " for a stage that is not done, where nesting is forbidden.",
                Thread.currentThread().getName() + " -> " + future,
                "while the loop waits it runs nothing; if the stage needs the loop, this never ends.",
                "return the stage (thenCompose), move the wait: offload.call(() -> ...), or let the loop run the"
                        + " stage's own work meanwhile: Nesting.RELEVANT.");
    }
}
