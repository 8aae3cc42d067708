package dev.bascule.internal;

import dev.bascule.spi.ContextCarrier.Snapshot;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a guarded dependent comes to its value: from which source stages, through which executor, by which function. Wraps
 * the function, so that it runs under the source's token and the context of its creation, and records how far it came.
 *
 * <p>It is also the executor that the JDK is given for an asynchronous dependent: the JDK calls {@link #execute} at the
 * moment the continuation becomes ready, which is when it must be queued under its token.
 *
 * <p>Every default means "unknown", so that a reader that races with us can miss something but accuse nobody.
 */
final class Link implements Executor {
    /** Whether one or all of the sources are needed. */
    enum Kind {
        ONE,
        ALL,
        ANY
    }

    private static final int FIRST_TRIM = 64;

    // -- immutable --
    final Kind kind;
    private final @Nullable Task op;
    private final @Nullable Snapshot snapshot;
    private final @Nullable Executor target;

    /** Whether the JDK hands the continuation to the executor also where there is nothing for it to do. */
    private final boolean alwaysVisits;

    // -- set while the function is wrapped --
    private Class<?> function = Link.class;

    // -- cut by the function, read by any thread --
    private volatile @Nullable CompletionStage<?> first;
    private volatile @Nullable CompletionStage<?> second;

    // -- written by the thread that runs the function, read by any thread --
    private volatile @Nullable Ambient runner;
    private @Nullable Wait base; // before the runner
    private volatile @Nullable VisitTask visit;
    private volatile @Nullable CompletionStage<?> inner;

    // -- written by the thread that attached the dependent --
    private volatile @Nullable GuardedFuture<?> dependent;

    // -- set while a composing function is wrapped, null for all others --
    private @Nullable Watchers watchers;

    // -- written by the closer, before the continuation is run in its place --
    private volatile @Nullable RuntimeException refusal;

    // -- written at creation: how many pending stages a chain seems to have, and when to look --
    private int length;
    private int trimAt = FIRST_TRIM;

    Link(
            Kind kind,
            GuardedFuture<?> source,
            @Nullable CompletionStage<?> other,
            @Nullable Executor target,
            boolean alwaysVisits) {
        this.kind = kind;
        this.alwaysVisits = alwaysVisits;
        this.op = source.op;
        this.snapshot = Carriers.capture();
        this.target = RegisteredCore.behind(target);
        if (!source.isSettled()) {
            first = source;
            boundChain(source);
        }
        second = other;
    }

    @Nullable
    CompletionStage<?> first() {
        return first;
    }

    @Nullable
    CompletionStage<?> second() {
        return second;
    }

    /** Where the function runs now. */
    @Nullable
    Ambient runner() {
        return runner;
    }

    /** The wait on whose top the function runs. */
    @Nullable
    Wait base() {
        return base;
    }

    /** The place that must run something before the dependent can end, however its sources end; null if there is none. */
    @Nullable
    Home visitedInAnyCase() {
        return alwaysVisits && target instanceof Home home ? home : null;
    }

    Class<?> functionClass() {
        return function;
    }

    @Nullable
    VisitTask visit() {
        return visit;
    }

    @Nullable
    CompletionStage<?> inner() {
        return inner;
    }

    /** Tells the thread's bell when the inner stage is there; to be called before the look at it. */
    void watch(Bell bell) {
        if (watchers != null) {
            watchers.add(bell);
        }
    }

    @Nullable
    Task op() {
        return op;
    }

    /** Called by the JDK when the continuation is ready. */
    @Override
    public void execute(Runnable continuation) {
        if (target instanceof Home home) {
            VisitTask queued = new VisitTask(continuation, this, home);
            home.visit(queued);
            visit = queued; // only now: a home that refuses ends the dependent by its exception
            home.ring();
            checkDependent();
        } else if (target != null) {
            target.execute(continuation);
        }
    }

    /** Makes the function fail with the reason instead of running; the JDK then fails the dependent with it. */
    void refuse(RuntimeException reason) {
        refusal = reason;
    }

    /** What the dependent waits for has changed, and it may now be what it waits for. */
    private void checkDependent() {
        GuardedFuture<?> result = dependent;
        if (result != null) { // else nobody has it yet
            Proof.onChange(result);
        }
    }

    void bind(GuardedFuture<?> result) {
        dependent = result;
        result.setSource(this);
    }

    /** The function is stuck in user code and its loop is closed: the dependent fails without it. */
    void failDependent(RuntimeException reason) {
        GuardedFuture<?> result = dependent;
        if (result != null) {
            result.settleExceptionally(reason);
        }
    }

    // -- wrapping --

    <A, R> Function<A, R> function(Function<? super A, ? extends R> fn) {
        function = Silent.originOf(fn);
        return a -> run(() -> fn.apply(a));
    }

    <A, B, R> BiFunction<A, B, R> biFunction(BiFunction<? super A, ? super B, ? extends R> fn) {
        function = Silent.originOf(fn);
        return (a, b) -> run(() -> fn.apply(a, b));
    }

    Runnable runnable(Runnable fn) {
        function = Silent.originOf(fn);
        return () -> run(() -> {
            fn.run();
            return null;
        });
    }

    /** A function whose result is a stage: it becomes what the dependent waits for. */
    <A, S extends CompletionStage<?>> Function<A, S> composing(Function<? super A, ? extends S> fn) {
        function = Silent.originOf(fn);
        Watchers waiting = new Watchers();
        watchers = waiting;
        return a -> {
            S result = run(() -> fn.apply(a));
            if (result != null) {
                inner = result;
                waiting.ring();
                checkDependent();
            }
            return result;
        };
    }

    private <R> R run(Callable<R> fn) {
        first = null;
        second = null;
        RuntimeException reason = refusal;
        if (reason != null) {
            throw reason;
        }
        Ambient ambient = Ambient.enter();
        Task outer = ambient.op;
        ambient.op = op;
        base = ambient.wait;
        runner = ambient;
        ambient.functions++;
        try {
            return call(fn);
        } finally {
            ambient.functions--;
            runner = null;
            base = null;
            ambient.op = outer;
            ambient.leave();
        }
    }

    private <R> R call(Callable<R> fn) {
        try {
            return Carriers.call(snapshot, fn);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception carrierFailure) {
            throw new CompletionException(carrierFailure);
        }
    }

    // -- chains --

    /**
     * Keeps {@code tail = tail.handle(..)} from retaining all of its past. A function cuts its own link when it runs, but
     * one that is skipped (after a failure) does not; so walk a chain now and then, at doubling lengths, and cut it
     * where it is done. Amortised constant.
     */
    private void boundChain(GuardedFuture<?> source) {
        if (!(source.source() instanceof Link above)) {
            return;
        }
        length = above.length + 1;
        trimAt = above.trimAt;
        if (length >= trimAt) {
            length = pendingAbove(source);
            trimAt = 2 * length + FIRST_TRIM;
        }
    }

    private static int pendingAbove(GuardedFuture<?> source) {
        int count = 1;
        GuardedFuture<?> stage = source;
        while (stage.source() instanceof Link link && link.first instanceof GuardedFuture<?> above) {
            if (above.isSettled()) {
                link.first = null;
                return count;
            }
            stage = above;
            count++;
        }
        return count;
    }
}
