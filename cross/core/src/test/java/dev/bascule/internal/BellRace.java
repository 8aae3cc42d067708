package dev.bascule.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.bascule.jcstress.Meeting;
import java.util.concurrent.TimeUnit;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The owner arms its bell, looks once more and parks, while somebody publishes work and rings. */
@JCStressTest
@State
@Outcome(id = "seen", expect = ACCEPTABLE, desc = "the owner saw the work after it had armed the bell")
@Outcome(id = "rung", expect = ACCEPTABLE, desc = "the owner parked and was woken")
@Outcome(id = "lost", expect = FORBIDDEN, desc = "the owner slept although there was work")
public class BellRace {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final Meeting meeting = new Meeting(2);
    private volatile Bell bell;
    private volatile boolean work;

    @Actor
    public void owner(L_Result end) {
        Bell mine = new Bell(Thread.currentThread());
        bell = mine;
        meeting.attend();
        mine.arm();
        if (work) {
            mine.disarm();
            end.r1 = "seen";
            return;
        }
        long began = System.nanoTime();
        do {
            mine.park(this, LIMIT);
            if (!work) {
                mine.arm(); // woken for no reason
            }
        } while (!work && System.nanoTime() - began < LIMIT);
        end.r1 = System.nanoTime() - began < LIMIT ? "rung" : "lost";
    }

    @Actor
    public void ringer() {
        meeting.attend();
        work = true;
        bell.ring();
    }
}
