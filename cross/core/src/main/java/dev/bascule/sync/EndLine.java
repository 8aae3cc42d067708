package dev.bascule.sync;

import dev.bascule.internal.Waiter;
import java.util.function.BooleanSupplier;

/** Where those wait who want no item of a queue, but to know of its end. */
final class EndLine extends GateLine {
    private final BooleanSupplier ended;

    EndLine(SyncConfig config, BooleanSupplier ended) {
        super(config);
        this.ended = ended;
    }

    @Override
    String kind() {
        return "end of queue";
    }

    /** To be called when it may have ended. */
    void look() {
        freed();
    }

    @Override
    boolean isOpen() {
        return ended.getAsBoolean();
    }

    @Override
    protected boolean isForWork() {
        return true;
    }

    @Override
    protected boolean mayTake(Waiter waiter) {
        return isOpen();
    }

    @Override
    protected boolean take(Waiter waiter) {
        return isOpen();
    }
}
