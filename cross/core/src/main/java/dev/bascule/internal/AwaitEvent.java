package dev.bascule.internal;

import dev.bascule.stage.AwaitException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** Flight-recorder event: a thread waited for a stage that was not done. */
@Name("dev.bascule.Await")
@Label("Await")
@Category("Bascule")
@Description("A thread waited for a stage that was not done")
final class AwaitEvent extends Event {
    /** Only asked whether the event is recorded, so that a wait makes no event otherwise. */
    static final AwaitEvent PROBE = new AwaitEvent();

    @Label("Stage")
    @Nullable
    String stage;

    @Label("Failed")
    boolean failed;

    /** Waits for the future, and records the wait. */
    static <T> T around(CompletableFuture<T> future) throws InterruptedException {
        AwaitEvent event = new AwaitEvent();
        event.begin();
        try {
            return future instanceof OwnedFuture<T> ours ? ours.parkingGet() : future.get();
        } catch (ExecutionException | CancellationException failed) {
            throw new AwaitException(Failures.of(future));
        } finally {
            event.finish(future);
        }
    }

    void finish(CompletableFuture<?> future) {
        end();
        if (shouldCommit()) {
            stage = future.toString();
            failed = future.isCompletedExceptionally();
            commit();
        }
    }
}
