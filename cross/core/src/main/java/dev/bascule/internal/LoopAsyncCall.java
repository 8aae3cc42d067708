package dev.bascule.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous function that runs on a loop: its own stage ends when the stage that the function returned does. Like
 * a task around a coroutine: cancelling it cancels what it waits for, unless others wait for that too.
 */
final class LoopAsyncCall<T> extends CallTask<CompletionStage<T>, T> {
    private static final int MAX_RELAYS = 32;

    private final LoopCore loop;
    private final Watchers watchers = new Watchers();
    private volatile @Nullable CompletableFuture<T> inner;

    /** Whether whoever cancelled it asked that nothing be interrupted; written before the stage ends. */
    private volatile boolean gentle;

    LoopAsyncCall(LoopCore loop, Supplier<? extends CompletionStage<T>> function) {
        super(loop, function::get, function.getClass());
        this.loop = loop;
    }

    Watchers watchers() {
        return watchers;
    }

    /** What the function returned, once it has. */
    @Nullable
    CompletableFuture<T> inner() {
        return inner;
    }

    @Override
    void body(Ambient ambient) {
        try {
            CompletionStage<T> returned = perform();
            if (returned == null) {
                throw new NullPointerException("the asynchronous function returned null instead of a stage");
            }
            relay(Awaiting.toFuture(returned));
        } catch (Throwable failure) {
            fail(failure);
        }
    }

    private void relay(CompletableFuture<T> returned) {
        inner = returned;
        if (!returned.isDone()) {
            loop.inFlight(this, true);
            watchers.ring();
        }
        returned.whenComplete((value, failure) -> {
            Ambient me = Ambient.enter();
            me.relays++;
            if (me.relays <= MAX_RELAYS) {
                end(value, failure);
            } else if (!loop.continueOnLoop(new End(value, failure))) {
                Background.execute(() -> end(value, failure));
            }
            me.relays--;
            me.leave();
        });
        if (hasEnded()) {
            withdrawFrom(returned, !gentle); // given up while the function was still running
            return;
        }
        GuardedFuture<T> stage = openStage();
        if (stage != null) {
            Proof.onChange(stage); // if it fails the call, others may still want what the call waited for
        }
    }

    private void end(@Nullable T value, @Nullable Throwable failure) {
        inner = null;
        if (failure == null) {
            finish(value);
        } else {
            fail(Failures.original(failure));
        }
        loop.inFlight(this, false); // last: a loop that drains shall wait for what depends on it
    }

    /** Ends the call on the loop: of calls nested very deep, each would otherwise end on top of the next one's stack. */
    private final class End extends Task {
        private final @Nullable T value;
        private final @Nullable Throwable failure;

        End(@Nullable T value, @Nullable Throwable failure) {
            super(LoopAsyncCall.this);
            this.value = value;
            this.failure = failure;
        }

        @Override
        void body(Ambient ambient) {
            end(value, failure);
        }

        @Override
        void refuse(RuntimeException reason) {
            end(value, failure);
        }
    }

    @Override
    boolean isSettled() {
        return super.isSettled() && inner == null;
    }

    /** Ends the stage before it looks at what is waited for; {@link #relay} does the reverse, so one of them sees both. */
    @Override
    boolean cancelRunning(boolean mayInterrupt) {
        gentle = !mayInterrupt;
        boolean cancelled = super.cancelRunning(mayInterrupt);
        withdrawFrom(inner, mayInterrupt);
        return cancelled;
    }

    @Override
    void giveUpRunning(Throwable failure) {
        super.giveUpRunning(failure);
        withdrawFrom(inner, true);
    }

    private static void withdrawFrom(@Nullable CompletableFuture<?> waitedFor, boolean mayInterrupt) {
        if (waitedFor != null) {
            Cancel.upToRoot(waitedFor, 1, mayInterrupt);
        }
    }
}
