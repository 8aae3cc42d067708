package dev.bascule.testkit.contract;

import static java.util.Objects.requireNonNull;

import dev.bascule.loop.EventLoop;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One who comes for a subject in some way, waits, has it, and gives it back when told to. Blocking forms run on a thread of
 * their own, asynchronous ones on a thread or loop of their own.
 */
final class Visit {
    private final Subject subject;
    private final Way way;
    private final boolean blocks;
    private final Duration limit;
    private final boolean flagged;
    private final Runnable onHas;

    private final CompletableFuture<@Nullable Void> has = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> told = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();

    private volatile @Nullable EventLoop loop;
    private volatile @Nullable Thread thread;
    private volatile @Nullable CompletableFuture<?> stage;
    private volatile boolean flagAtEnd;

    private Visit(Subject subject, Way way, boolean blocks, Duration limit, boolean flagged, Runnable onHas) {
        this.subject = subject;
        this.way = way;
        this.blocks = blocks;
        this.limit = limit;
        this.flagged = flagged;
        this.onHas = onHas;
    }

    /** One who comes in this way; a limited one has plenty of time. */
    static Visit of(Subject subject, Way way) {
        return new Visit(subject, way, false, Eventually.LONG.multipliedBy(2), false, () -> {});
    }

    /** One who blocks the subject. */
    static Visit blocking(Subject subject, Face face) {
        return new Visit(subject, new Way(face, Way.Form.PLAIN, false), true, Eventually.LONG, false, () -> {});
    }

    Visit withLimit(Duration time) {
        return new Visit(subject, way, blocks, time, flagged, onHas);
    }

    /** The thread is interrupted before it comes. */
    Visit withFlag() {
        return new Visit(subject, way, blocks, limit, true, onHas);
    }

    /** Runs the action while it is had, before anybody is told so. */
    Visit withAction(Runnable action) {
        return new Visit(subject, way, blocks, limit, flagged, action);
    }

    /** Starts on a thread of its own, or on one of these loops. */
    Visit start(Supplier<EventLoop> loops) {
        if (way.face() == Face.LOOP) {
            EventLoop home = loops.get();
            loop = home;
            home.executor().execute(this::run);
        } else {
            way.face().launch(this::run);
        }
        return this;
    }

    boolean isBlocker() {
        return blocks;
    }

    // -- what came of it --

    boolean hasIt() {
        return has.isDone() && !has.isCompletedExceptionally();
    }

    Visit untilItHasIt() {
        Eventually.ended(has);
        has.join();
        return this;
    }

    /** What the waiting failed with, when it has. */
    Throwable failure() {
        Eventually.ended(has);
        return unwrapped(has.handle((nothing, failure) -> failure).join());
    }

    /** Whether it has neither had it nor failed. */
    boolean isUndecided() {
        return !has.isDone();
    }

    /** Returns when it had it or failed. */
    void untilDecided() {
        Eventually.ended(has);
    }

    /** Whether the thread was flagged as interrupted when the visit was over. */
    boolean wasFlaggedAtEnd() {
        Eventually.ended(gone);
        return flagAtEnd;
    }

    // -- what to do --

    /** Gives it back as soon as it has it; returns at once. */
    Visit tellToLeave() {
        EventLoop home = loop;
        if (home == null) {
            told.complete(null);
        } else {
            home.executor().execute(() -> told.complete(null));
        }
        return this;
    }

    /** Gives it back; returns when that has been done, on a thread or loop of its own where that is possible. */
    void leave() {
        tellToLeave();
        Eventually.ended(gone).join();
    }

    /** No longer wants it: interrupts the thread, or cancels the stage. */
    void giveUp() {
        if (way.isAsync()) {
            Eventually.until("the stage is there", () -> stage != null);
            requireNonNull(stage).cancel(true);
        } else {
            Eventually.until("the thread is there", () -> thread != null);
            requireNonNull(thread).interrupt();
        }
    }

    /** Ends what was started, also after a failure. */
    void tidyUp() {
        told.complete(null);
        Thread visitor = thread;
        if (loop == null && visitor != null && !gone.isDone()) {
            visitor.interrupt();
        }
    }

    // -- how it is done --

    private void run() {
        Thread me = Thread.currentThread();
        thread = me;
        if (flagged) {
            me.interrupt();
        }
        try {
            if (blocks) {
                takeUntilTold(subject.block());
            } else if (way.isAsync()) {
                visitAsync();
            } else {
                visitBlocking();
            }
        } catch (Throwable failure) {
            end(failure);
        }
    }

    private void visitBlocking() throws Exception {
        if (way.scoped()) {
            scoped((Acquirable) subject, this::stay);
            end(null);
        } else {
            takeUntilTold(byToken());
        }
    }

    private AutoCloseable byToken() throws Exception {
        return switch (way.form()) {
            case LIMITED -> subject.await(limit);
            case UNINTERRUPTIBLE -> subject.awaitUninterruptibly();
            default -> subject.await();
        };
    }

    private void scoped(Acquirable scopes, Callable<Object> body) throws Exception {
        switch (way.form()) {
            case LIMITED -> scopes.with(limit, body);
            case UNINTERRUPTIBLE -> scopes.withUninterruptibly(body);
            default -> scopes.with(body);
        }
    }

    private void takeUntilTold(AutoCloseable grant) throws Exception {
        if (way.face() == Face.LOOP) {
            has(grant);
        } else {
            stay();
            grant.close();
            end(null);
        }
    }

    private Object stay() {
        onHas.run();
        has.complete(null);
        told.join();
        return true;
    }

    private void visitAsync() {
        CompletableFuture<?> turn = way.scoped() ? ((Acquirable) subject).withAsync(this::body) : subject.awaitAsync();
        stage = turn;
        turn.whenComplete((value, failure) -> {
            if (failure != null || way.scoped()) {
                end(failure);
            } else {
                has(value);
            }
        });
    }

    private CompletableFuture<@Nullable Void> body() {
        onHas.run();
        has.complete(null);
        return told;
    }

    private void has(@Nullable Object grant) {
        onHas.run();
        has.complete(null);
        told.whenComplete((nothing, never) -> {
            try {
                close(grant);
                end(null);
            } catch (Throwable failure) {
                end(failure);
            }
        });
    }

    static void close(@Nullable Object grant) {
        if (grant instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new AssertionError("to give back must not fail", e);
            }
        }
    }

    private void end(@Nullable Throwable failure) {
        flagAtEnd = Thread.currentThread().isInterrupted();
        if (failure == null || has.completeExceptionally(unwrapped(failure))) {
            gone.complete(null);
        } else {
            gone.completeExceptionally(failure);
        }
    }

    static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public String toString() {
        return (blocks ? "blocker " + way.face() : way) + " of " + subject;
    }
}
