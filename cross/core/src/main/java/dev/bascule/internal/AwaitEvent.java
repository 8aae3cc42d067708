package dev.bascule.internal;

import java.util.concurrent.CompletableFuture;
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

    void finish(CompletableFuture<?> future) {
        end();
        if (shouldCommit()) {
            finish(future.toString(), future.isCompletedExceptionally());
        }
    }

    /** The same for a wait in line. */
    void finish(Waiter waiter) {
        end();
        if (shouldCommit()) {
            finish(waiter.line.describe(), !waiter.isGranted());
        }
    }

    private void finish(String what, boolean hasFailed) {
        stage = what;
        failed = hasFailed;
        commit();
    }
}
