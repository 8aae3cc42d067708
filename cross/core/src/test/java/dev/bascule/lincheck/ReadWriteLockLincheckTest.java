package dev.bascule.lincheck;

import dev.bascule.sync.DualReadWriteLock;
import dev.bascule.sync.Hold;
import dev.bascule.sync.ReadWriteLockStatistics;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;

/** Readers share, a writer is alone. */
public class ReadWriteLockLincheckTest extends Checks {
    private final DualReadWriteLock lock = DualReadWriteLock.create();
    private final Hold[] holds = new Hold[SLOTS];

    public ReadWriteLockLincheckTest() {
        super(Model.class);
    }

    @Operation
    public boolean tryRead(@Param(gen = ThreadIdGen.class) int thread) {
        if (holds[thread] == null) {
            holds[thread] = lock.read().tryAcquire();
            return holds[thread] != null;
        }
        return false;
    }

    @Operation
    public boolean tryWrite(@Param(gen = ThreadIdGen.class) int thread) {
        if (holds[thread] == null) {
            holds[thread] = lock.write().tryAcquire();
            return holds[thread] != null;
        }
        return false;
    }

    @Operation
    public void giveBack(@Param(gen = ThreadIdGen.class) int thread) {
        if (holds[thread] != null) {
            holds[thread].close();
            holds[thread].close();
            holds[thread] = null;
        }
    }

    @Operation
    public String users() {
        ReadWriteLockStatistics now = lock.statistics();
        return now.written() ? "a writer" : now.readers() + " readers";
    }

    /** The same for one thread. */
    public static class Model {
        private static final int WRITER = -1;

        private int users;
        private final int[] held = new int[SLOTS];

        public boolean tryRead(int thread) {
            boolean mine = held[thread] == 0 && users >= 0;
            if (mine) {
                held[thread] = 1;
                users++;
            }
            return mine;
        }

        public boolean tryWrite(int thread) {
            boolean mine = held[thread] == 0 && users == 0;
            if (mine) {
                held[thread] = WRITER;
                users = WRITER;
            }
            return mine;
        }

        public void giveBack(int thread) {
            users -= held[thread];
            held[thread] = 0;
        }

        public String users() {
            return users == WRITER ? "a writer" : users + " readers";
        }
    }
}
