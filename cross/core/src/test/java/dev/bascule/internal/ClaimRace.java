package dev.bascule.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZL_Result;

/** A task is claimed to be run while it is dropped: one of the two wins. */
@JCStressTest
@State
@Outcome(id = "true, false, running", expect = ACCEPTABLE, desc = "it runs")
@Outcome(id = "false, true, over", expect = ACCEPTABLE, desc = "it is dropped")
@Outcome(expect = FORBIDDEN, desc = "both won, or none")
public class ClaimRace {
    private final Task task = new Task(null) {
        @Override
        void body(Ambient ambient) {}

        @Override
        void refuse(RuntimeException reason) {}
    };

    @Actor
    public void runner(ZZL_Result won) {
        won.r1 = task.claim();
    }

    @Actor
    public void canceller(ZZL_Result won) {
        won.r2 = task.step(Task.QUEUED, Task.OVER);
    }

    @Arbiter
    public void after(ZZL_Result won) {
        won.r3 = task.state() == Task.RUNNING ? "running" : task.state() == Task.OVER ? "over" : "neither";
    }
}
