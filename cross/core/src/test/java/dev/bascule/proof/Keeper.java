package dev.bascule.proof;

import dev.bascule.function.ThrowingSupplier;
import dev.bascule.proof.Model.Sort;
import dev.bascule.proof.Model.Supply;
import dev.bascule.sync.DualLock;
import dev.bascule.sync.DualSemaphore;
import dev.bascule.sync.Hold;
import java.time.Duration;

/** A real lock or semaphore. Each wait is with or without a limit. */
interface Keeper {
    Duration LONG = Duration.ofHours(1);

    /** Runs the body with so much of it. */
    Object with(int wanted, boolean limited, ThrowingSupplier<Object, RuntimeException> body) throws Exception;

    /** So much of it, until somebody closes it. */
    Hold acquire(int wanted, boolean limited) throws Exception;

    static Keeper of(Supply supply) {
        return supply.sort() == Sort.LOCK ? lock(supply.toString()) : semaphore(supply);
    }

    private static Keeper lock(String name) {
        DualLock lock = DualLock.create(c -> c.withName(name));
        return new Keeper() {
            @Override
            public Object with(int wanted, boolean limited, ThrowingSupplier<Object, RuntimeException> body)
                    throws Exception {
                return limited ? lock.withLock(LONG, body) : lock.withLock(body);
            }

            @Override
            public Hold acquire(int wanted, boolean limited) throws Exception {
                return limited ? lock.acquire(LONG) : lock.acquire();
            }
        };
    }

    private static Keeper semaphore(Supply supply) {
        boolean strict = supply.sort() == Sort.STRICT;
        DualSemaphore semaphore = DualSemaphore.create(
                supply.permits(), c -> c.withName(supply.toString()).withStrictFifo(strict));
        return new Keeper() {
            @Override
            public Object with(int wanted, boolean limited, ThrowingSupplier<Object, RuntimeException> body)
                    throws Exception {
                return limited ? semaphore.withPermits(wanted, LONG, body) : semaphore.withPermits(wanted, body);
            }

            @Override
            public Hold acquire(int wanted, boolean limited) throws Exception {
                return limited ? semaphore.acquire(wanted, LONG) : semaphore.acquire(wanted);
            }
        };
    }
}
