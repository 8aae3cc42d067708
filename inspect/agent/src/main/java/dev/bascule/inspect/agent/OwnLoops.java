package dev.bascule.inspect.agent;

import dev.bascule.agent.hook.Hook;
import dev.bascule.inspect.model.observed.Frame;
import dev.bascule.inspect.model.observed.Verdict;
import java.lang.Thread.State;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Loops that somebody has written for the program, of which no turns are counted: those that were seen to wait for what to do
 * next begin a turn with each call that blocks. One that has never waited may spin, and then to run for long is nothing. One
 * thread.
 */
final class OwnLoops {
    /** So often one has to be seen idle: once it may have waited to be started. */
    private static final int SURE = 2;

    /** So many stacks are looked at: a thread that was never idle at all those is not of that kind. */
    private static final int MOST_LOOKS = 100;

    private final Function<Thread, List<Frame>> frames;
    private final Supplier<@Nullable Verdict> verdicts;
    private final ByThread<Loop> loops = new ByThread<>();

    private static final class Loop {
        /** When the call began that was looked at last. */
        private long call;

        private int looks;
        private int idle;
    }

    /** With the stack of a thread; and what is said of stacks, null as long as the catalogue is not read. */
    OwnLoops(Function<Thread, List<Frame>> frames, Supplier<@Nullable Verdict> verdicts) {
        this.frames = frames;
        this.verdicts = verdicts;
    }

    /** Which turn it is, by whatever number; 0 if none are seen. */
    long turn(Thread thread, long[] record) {
        if (record[Hook.TURNS] != 0) {
            return record[Hook.TURNS];
        }
        Loop loop = loops.get(thread);
        return loop != null && loop.idle >= SURE ? record[Hook.BEGAN] : 0;
    }

    /** Looks at a thread that does not run. */
    void look(Thread thread, long[] record) {
        State state = thread.getState();
        boolean waits = state == State.WAITING || state == State.TIMED_WAITING;
        if (waits && record[Hook.TURNS] == 0 && record[Hook.DEPTH] != 0) {
            Loop loop = loops.get(thread);
            if (loop == null) {
                loop = new Loop();
                loops.put(thread, loop);
            }
            look(thread, loop, record[Hook.BEGAN]);
        }
    }

    private void look(Thread thread, Loop loop, long call) {
        if (loop.idle >= SURE || loop.looks >= MOST_LOOKS || loop.call == call) {
            return;
        }
        Verdict verdict = verdicts.get();
        if (verdict != null) {
            loop.call = call;
            loop.looks++;
            loop.idle += verdict.isIdle(frames.apply(thread)) ? 1 : 0;
        }
    }

    /** Forgets threads that have ended. */
    void forget() {
        loops.removeIf((thread, loop) -> !thread.isAlive());
    }
}
