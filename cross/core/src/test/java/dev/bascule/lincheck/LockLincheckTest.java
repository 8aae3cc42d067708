package dev.bascule.lincheck;

import dev.bascule.sync.DualLock;
import dev.bascule.sync.Hold;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * A lock that is held at first; stages that ask for it, and give it up or give it back. Strict, or what a model would have to
 * know of who overtakes whom; and for two threads, since even so one who has seen an empty line may overtake one who came
 * after that.
 */
public class LockLincheckTest extends Checks {
    private final DualLock lock = DualLock.create(c -> c.withStrictFifo(true).withInline(true));
    private final Hold first = lock.tryAcquire();
    private final CompletableFuture<?>[] turns = new CompletableFuture<?>[SLOTS];

    public LockLincheckTest() {
        super(Model.class);
    }

    @Override
    int threads() {
        return 2;
    }

    @Operation
    public void closeFirst() {
        first.close();
    }

    /** Whether it need not wait. */
    @Operation
    public boolean ask(@Param(gen = ThreadIdGen.class) int thread) {
        if (turns[thread] != null) {
            return false;
        }
        CompletableFuture<Hold> turn = lock.acquireAsync();
        turns[thread] = turn;
        return turn.isDone();
    }

    /** Whether it had been granted; then it is given back. */
    @Operation
    @SuppressWarnings("unchecked")
    public boolean giveUp(@Param(gen = ThreadIdGen.class) int thread) {
        CompletableFuture<Hold> turn = (CompletableFuture<Hold>) turns[thread];
        if (turn == null || turn.isCancelled() || turn.cancel(false)) {
            return false;
        }
        turn.thenAccept(Hold::close);
        return true;
    }

    @Validate
    public void nobodyWaitsForALockThatIsFree() {
        if (!lock.statistics().held() && lock.statistics().waiting() > 0) {
            throw new IllegalStateException(lock.toString());
        }
    }

    /** The same for one thread. */
    public static class Model {
        private static final int FREE = -1;
        private static final int FIRST = -2;

        private int owner = FIRST;
        private final java.util.ArrayDeque<Integer> line = new java.util.ArrayDeque<>();
        private final boolean[] asked = new boolean[SLOTS];
        private final boolean[] granted = new boolean[SLOTS];

        public void closeFirst() {
            close(FIRST);
        }

        private void close(int holder) {
            if (owner == holder) {
                owner = line.isEmpty() ? FREE : line.poll();
                if (owner != FREE) {
                    granted[owner] = true;
                }
            }
        }

        public boolean ask(int thread) {
            if (asked[thread]) {
                return false;
            }
            asked[thread] = true;
            if (owner == FREE) {
                owner = thread;
                granted[thread] = true;
            } else {
                line.add(thread);
            }
            return granted[thread];
        }

        public boolean giveUp(int thread) {
            line.remove(thread);
            close(thread);
            return granted[thread];
        }
    }
}
