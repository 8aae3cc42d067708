package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.Claims;
import dev.bascule.internal.Claims.Claim;
import dev.bascule.internal.Nanos;
import dev.bascule.internal.Scope;
import dev.bascule.internal.Waiter;
import dev.bascule.stage.AwaitException;
import dev.bascule.stage.AwaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where those wait who want a value that is being computed. A waiter has a ticket: the number of the attempt that it waits
 * for, so that with retry the failure of one attempt is not taken for that of the next.
 */
final class LazyLine<T> extends Line {
    private sealed interface State {}

    /** Nothing runs; so many attempts have failed, the last one so. */
    private record Idle(int attempts, @Nullable Throwable failure) implements State {}

    /** The attempt of this number runs; the one before failed so. */
    private static final class Running implements State {
        final int attempt;
        final @Nullable Throwable failureBefore;
        volatile @Nullable Scope scope;

        Running(int attempt, @Nullable Throwable failureBefore) {
            this.attempt = attempt;
            this.failureBefore = failureBefore;
        }
    }

    private record Done(@Nullable Object value) implements State {}

    private record Failed(Throwable failure) implements State {}

    private final Supplier<? extends CompletionStage<T>> computation;
    private final boolean retry;
    private final AtomicReference<State> state = new AtomicReference<>(new Idle(0, null));

    LazyLine(Supplier<? extends CompletionStage<T>> computation, LazyConfig config) {
        super(config.line());
        this.computation = computation;
        this.retry = config.retry();
    }

    @Override
    String kind() {
        return "lazy value";
    }

    // -- the computation --

    /** The number of the attempt that will tell; starts it if none runs. */
    private int ticket() {
        while (true) {
            State now = state.get();
            if (now instanceof Running running) {
                return running.attempt;
            }
            if (!(now instanceof Idle idle)) {
                return 0; // all is known
            }
            Running mine = new Running(idle.attempts + 1, idle.failure);
            if (state.compareAndSet(now, mine)) {
                start(mine);
                return mine.attempt;
            }
        }
    }

    private void start(Running mine) {
        try (Scope scope = Scope.enter()) {
            mine.scope = scope;
            CompletionStage<T> stage = requireNonNull(computation.get(), "the computation gave no stage");
            scope.lastsUntil(stage);
            stage.whenComplete((value, failure) -> end(mine, value, failure));
        } catch (Throwable failure) {
            end(mine, null, failure);
        }
    }

    private void end(Running mine, @Nullable T value, @Nullable Throwable failure) {
        Throwable original =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        State next =
                original == null ? new Done(value) : retry ? new Idle(mine.attempt, original) : new Failed(original);
        if (state.compareAndSet(mine, next)) {
            freed();
        }
    }

    // -- those who want the value --

    T get() throws InterruptedException {
        refuseOnLoop("get");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int ticket = ticket();
        return state.get() instanceof Done done ? valueOf(done) : given(requireNonNull(await(ticket, null, FOREVER)));
    }

    T get(Duration limit) throws InterruptedException, AwaitTimeoutException {
        long nanos = Nanos.of(limit);
        refuseOnLoop("get");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        int ticket = ticket();
        if (state.get() instanceof Done done) {
            return valueOf(done);
        }
        Waiter waiter = await(ticket, null, nanos);
        if (waiter == null) {
            throw new AwaitTimeoutException(describe() + " was not computed", limit);
        }
        return given(waiter);
    }

    T getUninterruptibly() {
        refuseOnLoop("getUninterruptibly");
        return given(awaitUninterruptibly(ticket(), null));
    }

    CompletableFuture<T> getAsync() {
        int ticket = ticket();
        return state.get() instanceof Done done ? granted(valueOf(done)) : awaitAsync(ticket, null);
    }

    @Nullable
    T tryGet() {
        return state.get() instanceof Done done ? valueOf(done) : null;
    }

    private T given(Waiter waiter) {
        Throwable failure = waiter.denied();
        if (failure != null) {
            throw new AwaitException(failure);
        }
        return waiter.valueAs();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // what the computation gave, which may be null
    private T valueOf(Done done) {
        return (T) done.value;
    }

    GateStatistics statistics() {
        State now = state.get();
        int attempts = now instanceof Idle idle ? idle.attempts : now instanceof Running running ? running.attempt : 1;
        return new GateStatistics(config.name(), now instanceof Done, attempts, length());
    }

    // -- the line --

    @Override
    protected boolean mayTake(Waiter waiter) {
        State now = state.get();
        return now instanceof Done
                || now instanceof Failed
                || (now instanceof Idle idle && waiter.wanted <= idle.attempts)
                || (now instanceof Running running && waiter.wanted < running.attempt);
    }

    @Override
    protected boolean take(Waiter waiter) {
        State now = state.get();
        Throwable failure = null;
        if (now instanceof Done done) {
            waiter.give(done.value);
            return true;
        } else if (now instanceof Failed failed) {
            failure = failed.failure;
        } else if (now instanceof Idle idle && waiter.wanted <= idle.attempts) {
            failure = idle.failure;
        } else if (now instanceof Running running && waiter.wanted < running.attempt) {
            failure = running.failureBefore;
        }
        if (failure == null) {
            return false;
        }
        waiter.give(Waiter.denial(failure));
        return true;
    }

    @Override
    protected @Nullable Claims claims(Waiter waiter) {
        Scope scope = state.get() instanceof Running running ? running.scope : null;
        return scope == null ? null : new Claims(new Claim(this, scope, 1));
    }

    @Override
    protected String heldInWords() {
        return " is computed by ";
    }

    @Override
    protected String fixOfSelfWait() {
        return "compute it without asking for it; or ask for it only after its computation has returned.";
    }
}
