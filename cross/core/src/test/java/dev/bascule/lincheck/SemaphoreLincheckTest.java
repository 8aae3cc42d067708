package dev.bascule.lincheck;

import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/**
 * Weighted permits that are taken and given back; one hold is closed by whomever, and more than once, but not at the same
 * instant: the second close then returns before the first has given the permits back.
 */
@Param(name = "permits", gen = IntGen.class, conf = "0:3")
public class SemaphoreLincheckTest extends Checks {
    private static final int PERMITS = 4;

    private final DualSemaphore semaphore = DualSemaphore.create(PERMITS);
    private final Hold shared = semaphore.tryAcquire();
    private final Hold[] holds = new Hold[SLOTS];

    public SemaphoreLincheckTest() {
        super(Model.class);
    }

    @Operation
    public boolean tryAcquire(@Param(gen = ThreadIdGen.class) int thread, @Param(name = "permits") int permits) {
        if (holds[thread] == null) {
            holds[thread] = semaphore.tryAcquire(permits);
            return holds[thread] != null;
        }
        return false;
    }

    @Operation
    public void giveBack(@Param(gen = ThreadIdGen.class) int thread) {
        if (holds[thread] != null) {
            holds[thread].close();
            holds[thread] = null;
        }
    }

    @Operation(nonParallelGroup = "closers")
    public void closeShared() {
        shared.close();
    }

    @Operation
    public int available() {
        return semaphore.statistics().available();
    }

    /** The same for one thread. */
    public static class Model {
        private int available = PERMITS - 1;
        private boolean isClosed;
        private final int[] held = new int[SLOTS];

        public boolean tryAcquire(int thread, int permits) {
            boolean mine = held[thread] == 0 && permits <= available;
            if (mine) {
                available -= permits;
                held[thread] = permits + 1;
            }
            return mine;
        }

        public void giveBack(int thread) {
            if (held[thread] != 0) {
                available += held[thread] - 1;
                held[thread] = 0;
            }
        }

        public void closeShared() {
            available += isClosed ? 0 : 1;
            isClosed = true;
        }

        public int available() {
            return available;
        }
    }
}
