package dev.bascule.sync;

import dev.bascule.internal.Nanos;
import dev.bascule.stage.AwaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Where threads and stages wait for something that, when it happens, happens for all of them: nothing is taken. */
abstract class GateLine extends Line {
    GateLine(SyncConfig config) {
        super(config);
    }

    abstract boolean isOpen();

    /** In order, all of them: nobody can overtake anybody at a gate. */
    @Override
    protected final boolean isFifo() {
        return true;
    }

    final void pass(int ticket) throws InterruptedException {
        refuseOnLoop("await");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!isOpen()) {
            await(ticket, null, FOREVER);
        }
    }

    final void pass(int ticket, Duration limit) throws InterruptedException, AwaitTimeoutException {
        long nanos = Nanos.of(limit);
        refuseOnLoop("await");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!isOpen() && await(ticket, null, nanos) == null) {
            throw new AwaitTimeoutException(describe() + " did not open", limit);
        }
    }

    final void passUninterruptibly(int ticket) {
        refuseOnLoop("awaitUninterruptibly");
        if (!isOpen()) {
            awaitUninterruptibly(ticket, null);
        }
    }

    final CompletableFuture<Void> passAsync(int ticket) {
        return isOpen() ? granted(null) : awaitAsync(ticket, null);
    }

    final GateStatistics gateStatistics(int count) {
        return new GateStatistics(config.name(), isOpen(), count, length());
    }
}
