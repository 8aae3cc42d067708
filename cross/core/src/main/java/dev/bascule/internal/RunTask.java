package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A bare {@code execute(Runnable)}: no stage, and no token but that of the task for whose sake it is done. */
final class RunTask extends Task {
    private final Home home;
    private final Runnable work;

    RunTask(Home home, Runnable work, @Nullable Task beneficiary) {
        super(beneficiary);
        this.home = home;
        this.work = requireNonNull(work, "work");
        adoptPromises(work);
    }

    @Override
    Home home() {
        return home;
    }

    @Override
    String describe() {
        return "task " + nameOf(work);
    }

    Runnable work() {
        return work;
    }

    /** Whether a stage of the JDK hangs on it. */
    boolean isContinuation() {
        return work instanceof AsynchronousCompletionTask;
    }

    @Override
    boolean isUntokened() {
        return parent() == null;
    }

    @Override
    boolean claim() {
        return claimUncontended();
    }

    @Override
    void body(Ambient ambient) {
        work.run();
    }

    /** Somebody's stage may hang on it: a continuation is run elsewhere, a future is cancelled, the rest is dropped. */
    @Override
    void refuse(RuntimeException reason) {
        if (isContinuation()) {
            Background.execute(work);
        } else if (work instanceof Future<?> future) {
            future.cancel(false);
        }
        breakPromises();
    }

    @Override
    void abandon(RuntimeException reason) {}
}
