package dev.bascule.proof;

import dev.bascule.function.ThrowingSupplier;
import dev.bascule.proof.Model.Sort;
import dev.bascule.proof.Model.Supply;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualSemaphore;
import java.time.Duration;

/** A real lock or semaphore. */
interface Keeper {
    Duration LONG = Duration.ofHours(1);

    /** Runs the body with so much of it, after waiting for it; with or without a limit. */
    Object with(int wanted, boolean limited, ThrowingSupplier<Object, RuntimeException> body) throws Exception;

    static Keeper of(Supply supply) {
        return supply.sort() == Sort.LOCK ? lock(supply.toString()) : semaphore(supply);
    }

    private static Keeper lock(String name) {
        DualLock lock = DualLock.create(c -> c.withName(name));
        return (wanted, limited, body) -> limited ? lock.withLock(LONG, body) : lock.withLock(body);
    }

    private static Keeper semaphore(Supply supply) {
        boolean strict = supply.sort() == Sort.STRICT;
        DualSemaphore semaphore = DualSemaphore.create(
                supply.permits(), c -> c.withName(supply.toString()).withStrictFifo(strict));
        return (wanted, limited, body) ->
                limited ? semaphore.withPermits(wanted, LONG, body) : semaphore.withPermits(wanted, body);
    }
}
