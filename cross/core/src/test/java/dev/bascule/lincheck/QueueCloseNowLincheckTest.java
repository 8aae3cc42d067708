package dev.bascule.lincheck;

import dev.bascule.sync.DualQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A queue that is closed at once while others put: what they have put is in the list, or they have not. Nobody takes at the
 * same instant, since then the two share the rest item by item.
 */
@Param(name = "item", gen = IntGen.class, conf = "1:99")
public class QueueCloseNowLincheckTest extends Checks {
    private static final int ENOUGH = 64;
    private static final String TAKERS = "takers";

    private final DualQueue<Integer> queue = DualQueue.create(ENOUGH);

    public QueueCloseNowLincheckTest() {
        super(QueueLincheckTest.Model.class);
    }

    @Operation
    public boolean tryPut(@Param(name = "item") int item) {
        return queue.tryPut(item);
    }

    @Operation(nonParallelGroup = TAKERS)
    public Integer tryTake() {
        return queue.tryTake();
    }

    @Operation(nonParallelGroup = TAKERS)
    public String closeNow() {
        return queue.closeNow().toString();
    }

    @Operation
    public boolean isClosed() {
        return queue.isClosed();
    }
}
