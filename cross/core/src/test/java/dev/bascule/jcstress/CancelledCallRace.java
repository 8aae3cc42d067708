package dev.bascule.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.stage.CallCancelledException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A worker takes a call out of its queue while somebody cancels it. The first result is the work, the second the stage. */
@JCStressTest
@State
@Outcome(id = "ran, done", expect = ACCEPTABLE, desc = "the cancel came too late")
@Outcome(id = "ran, ABANDONED", expect = ACCEPTABLE, desc = "cancelled while it ran")
@Outcome(id = "null, DROPPED", expect = ACCEPTABLE, desc = "cancelled before it ran")
@Outcome(expect = FORBIDDEN, desc = "it ran and was said not to, or it was lost")
public class CancelledCallRace {
    private final OneWorker worker = new OneWorker();
    private volatile String work;
    private final CompletableFuture<String> call = worker.executor.call(() -> work = "ran");

    @Actor
    public void worker() {
        worker.runUntil(call);
    }

    @Actor
    public void canceller() {
        call.cancel(true);
    }

    @Arbiter
    public void after(LL_Result ends) {
        worker.runAll();
        ends.r1 = work;
        ends.r2 = call.handle((value, failure) -> failure == null ? "done" : reason(failure))
                .join();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof CallCancelledException cancelled
                ? cancelled.outcome().name()
                : cause.toString();
    }
}
