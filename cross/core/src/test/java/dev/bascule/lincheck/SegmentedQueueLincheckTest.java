package dev.bascule.lincheck;

import dev.bascule.internal.SegmentedQueue;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** The buffer below a queue, with segments so short that most operations meet the end of one. */
@Param(name = "item", gen = IntGen.class, conf = "1:5")
public class SegmentedQueueLincheckTest extends Checks {
    private final SegmentedQueue<Integer> queue = new SegmentedQueue<>(2);

    public SegmentedQueueLincheckTest() {
        super(Model.class);
    }

    @Operation
    public void add(@Param(name = "item") int item) {
        queue.add(item);
    }

    @Operation
    public Integer poll() {
        return queue.poll();
    }

    /** With the sweep that frees segments after removals. */
    @Operation
    public void sweep() {
        queue.sweep(item -> false);
    }

    /** The same for one thread. */
    public static class Model {
        private final Queue<Integer> items = new ArrayDeque<>();

        public void add(int item) {
            items.add(item);
        }

        public Integer poll() {
            return items.poll();
        }

        public void sweep() {
            // changes nothing that can be seen
        }
    }
}
