package dev.bascule.lincheck;

import dev.bascule.sync.DualQueue;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A queue that is never full. (One that is full while somebody takes from it may still say that it is, and then that it is
 * empty: an item leaves before its place is free.)
 */
@Param(name = "item", gen = IntGen.class, conf = "1:99")
public class QueueLincheckTest extends Checks {
    private static final int ENOUGH = 64;

    private final DualQueue<Integer> queue = DualQueue.create(ENOUGH);

    public QueueLincheckTest() {
        super(Model.class);
    }

    @Operation
    public boolean tryPut(@Param(name = "item") int item) {
        return queue.tryPut(item);
    }

    @Operation
    public Integer tryTake() {
        return queue.tryTake();
    }

    @Operation
    public void close() {
        queue.close();
    }

    @Operation
    public boolean isClosed() {
        return queue.isClosed();
    }

    /** The same for one thread. */
    public static class Model {
        private final Queue<Integer> items = new ArrayDeque<>();
        private boolean isClosed;

        public boolean tryPut(int item) {
            return !isClosed && items.add(item);
        }

        public Integer tryTake() {
            return items.poll();
        }

        public void close() {
            isClosed = true;
        }

        public boolean isClosed() {
            return isClosed;
        }

        /** For {@link QueueCloseNowLincheckTest}. */
        public String closeNow() {
            isClosed = true;
            String rest = items.toString();
            items.clear();
            return rest;
        }
    }
}
