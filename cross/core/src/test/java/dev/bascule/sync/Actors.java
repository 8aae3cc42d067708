package dev.bascule.sync;

import dev.bascule.internal.Threads;
import dev.bascule.loop.EventLoop;
import dev.bascule.stage.ClosedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Producers and consumers, each with the face of its kind: a thread blocks, a loop goes on when its stage completes. */
final class Actors implements AutoCloseable {
    /** Far more than anything takes that is not a hang, also on a machine that has much else to do. */
    static final long SECONDS = 60;

    /** Who puts or takes. */
    enum Kind {
        THREAD,
        VIRTUAL_THREAD,
        LOOP;

        /** Those that this JDK has. */
        static List<Kind> available() {
            return Arrays.stream(values())
                    .filter(kind -> kind != VIRTUAL_THREAD || Threads.haveVirtual())
                    .toList();
        }
    }

    /** What a thread does. */
    interface Body {
        void run() throws Exception;
    }

    private final List<EventLoop> loops = new ArrayList<>();
    private final List<CompletableFuture<?>> ends = new ArrayList<>();

    /** Puts the items, each when the one before is in. */
    <T> CompletableFuture<Void> produce(Kind kind, DualQueue<T> queue, Iterable<T> items) {
        Iterator<T> rest = items.iterator();
        if (kind == Kind.LOOP) {
            return onLoop(() -> rest.hasNext() ? queue.putAsync(rest.next()) : null);
        }
        return onThread(kind, () -> {
            while (rest.hasNext()) {
                queue.put(rest.next());
            }
        });
    }

    /** Takes item by item until the queue has ended. */
    <T> CompletableFuture<Void> consume(Kind kind, DualQueue<T> queue, Consumer<? super T> action) {
        if (kind == Kind.LOOP) {
            return onLoop(() -> queue.takeAsync().thenAccept(action));
        }
        return onThread(kind, () -> {
            while (true) {
                action.accept(queue.take());
            }
        });
    }

    static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Runs the body on a fresh thread, until it returns or finds the queue closed. */
    CompletableFuture<Void> onThread(Kind kind, Body body) {
        CompletableFuture<Void> end = ending();
        Runnable work = () -> {
            try {
                body.run();
                end.complete(null);
            } catch (Throwable failure) {
                end(end, failure);
            }
        };
        Thread thread = kind == Kind.VIRTUAL_THREAD ? Threads.newVirtual("actor", work) : new Thread(work, "actor");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    /** Repeats a step on a fresh loop, each time when its stage has completed, until it gives none, or the queue is closed. */
    CompletableFuture<Void> onLoop(Supplier<? extends CompletableFuture<?>> step) {
        EventLoop loop = openLoop();
        CompletableFuture<Void> end = ending();
        loop.executor().execute(() -> repeat(step, end));
        return end;
    }

    EventLoop openLoop() {
        EventLoop loop = EventLoop.open("actor");
        loops.add(loop);
        return loop;
    }

    private CompletableFuture<Void> ending() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        ends.add(end);
        return end;
    }

    private static void repeat(Supplier<? extends CompletableFuture<?>> step, CompletableFuture<Void> end) {
        try {
            CompletableFuture<?> stage = step.get();
            while (stage != null && stage.isDone()) {
                stage.join();
                stage = step.get();
            }
            if (stage == null) {
                end.complete(null);
            } else {
                stage.whenComplete((value, failure) -> goOn(step, end, failure));
            }
        } catch (Throwable failure) {
            end(end, failure);
        }
    }

    /** The end of the queue is no failure, if it has no cause. */
    private static void end(CompletableFuture<Void> end, Throwable failure) {
        Throwable reason = unwrap(failure);
        if (reason instanceof ClosedException && reason.getCause() == null) {
            end.complete(null);
        } else {
            end.completeExceptionally(reason);
        }
    }

    private static void goOn(
            Supplier<? extends CompletableFuture<?>> step, CompletableFuture<Void> end, Throwable failure) {
        if (failure == null) {
            repeat(step, end);
        } else {
            end(end, failure);
        }
    }

    /** Returns when all have ended; throws what one of them threw. */
    void join() throws Exception {
        for (CompletableFuture<?> end : ends) {
            join(end);
        }
    }

    static <T> T join(CompletableFuture<T> end) throws Exception {
        return end.get(SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        loops.forEach(EventLoop::close);
    }
}
