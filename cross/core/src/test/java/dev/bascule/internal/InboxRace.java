package dev.bascule.internal;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A consumer that also produces, as a loop does, polls while another thread produces. */
@JCStressTest
@State
@Outcome(id = "all in order", expect = ACCEPTABLE, desc = "every task came once, and each producer's in its order")
@Outcome(expect = FORBIDDEN, desc = "a task was lost, came twice, or overtook another")
public class InboxRace {
    private final Inbox inbox = new Inbox();
    private final StringBuilder polled = new StringBuilder();

    @Actor
    public void consumer() {
        inbox.push(new Numbered('a', 1));
        pollOnce();
        pollOnce();
        inbox.push(new Numbered('a', 2));
        pollOnce();
    }

    @Actor
    public void producer() {
        inbox.push(new Numbered('b', 1));
        inbox.push(new Numbered('b', 2));
        inbox.push(new Numbered('b', 3));
    }

    @Arbiter
    public void rest(L_Result end) {
        while (pollOnce()) {
            // until nothing is left
        }
        String all = polled.toString();
        boolean ordered = all.replaceAll("b.", "").equals("a1a2")
                && all.replaceAll("a.", "").equals("b1b2b3")
                && inbox.isEmpty();
        end.r1 = ordered ? "all in order" : all;
    }

    private boolean pollOnce() {
        Task task = inbox.poll();
        if (task instanceof Numbered numbered) {
            polled.append((char) numbered.producer).append(numbered.number);
        }
        return task != null;
    }
}
