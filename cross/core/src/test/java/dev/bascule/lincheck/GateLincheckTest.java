package dev.bascule.lincheck;

import dev.bascule.sync.DualEvent;
import dev.bascule.sync.DualLatch;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.Operation;

/** An event and a latch, each with stages that wait for it no longer than the operation lasts. */
public class GateLincheckTest extends Checks {
    private static final int COUNT = 3;

    private final DualEvent event = DualEvent.create(c -> c.withInline(true));
    private final DualLatch latch = DualLatch.create(COUNT, c -> c.withInline(true));

    public GateLincheckTest() {
        super(Model.class);
    }

    @Operation
    public void set() {
        event.set();
    }

    @Operation
    public void clear() {
        event.clear();
    }

    @Operation
    public boolean isSet() {
        return event.isSet();
    }

    @Operation
    public int times() {
        return event.statistics().count();
    }

    @Operation
    public boolean passEvent() {
        return !event.awaitAsync().cancel(false);
    }

    @Operation
    public void countDown() {
        latch.countDown();
    }

    @Operation
    public int count() {
        return latch.count();
    }

    @Operation
    public boolean passLatch() {
        CompletableFuture<Void> turn = latch.awaitAsync();
        return !turn.cancel(false);
    }

    /** The same for one thread. */
    public static class Model {
        private boolean isSet;
        private int times;
        private int count = COUNT;

        public void set() {
            times += isSet ? 0 : 1;
            isSet = true;
        }

        public void clear() {
            isSet = false;
        }

        public boolean isSet() {
            return isSet;
        }

        public int times() {
            return times;
        }

        public boolean passEvent() {
            return isSet;
        }

        public void countDown() {
            count = Math.max(0, count - 1);
        }

        public int count() {
            return count;
        }

        public boolean passLatch() {
            return count == 0;
        }
    }
}
