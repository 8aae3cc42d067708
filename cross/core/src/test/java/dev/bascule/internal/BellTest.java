package dev.bascule.internal;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BellTest {
    /** A thread that looks for work once more may have to wait for a lock, which takes the permit that came with the ring. */
    @Test
    void park_afterARingWhosePermitALockHasTaken_returnsAtOnce() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Bell bell = new Bell(Thread.currentThread());
            bell.arm();
            bell.ring();
            LockSupport.park(this);

            bell.park(this, Long.MAX_VALUE);
        });
    }
}
