package dev.bascule.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BellTest {
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void park_whenRungAndTheUnparkWasUsedUpByALock_returnsAtOnce() {
        Bell bell = new Bell(Thread.currentThread());
        bell.arm();
        bell.ring();
        LockSupport.parkNanos(LONG_NANOS); // what a contended lock does while the owner looks for work
        long began = System.nanoTime();
        bell.park(this, LONG_NANOS);
        assertThat(System.nanoTime() - began).isLessThan(LONG_NANOS / 2);
    }
}
