package dev.bascule.sync;

import dev.bascule.internal.Waiter;
import dev.bascule.stage.AwaitTimeoutException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A gate that opens for good after so many countdowns, for threads and loops. Where only threads wait, {@link
 * java.util.concurrent.CountDownLatch CountDownLatch} does; for a gate that can be shut again use {@link DualEvent}.
 *
 * {@snippet :
 * DualLatch loaded = DualLatch.create(3, c -> c.withName("loaded"));
 *
 * loaded.countDown();                                    // each of three
 * loaded.await();                                        // a thread
 * loaded.awaitAsync().thenRun(this::start);              // a loop
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   n --countDown--> n-1 --...--> 0, for good
 * </pre>
 *
 * <p><b>Threads, blocking, interruption and cancellation</b> are those of {@link DualLock}.
 *
 * <p><b>Memory consistency effects.</b> What happened before a {@link #countDown} happens-before what follows a wait.
 */
public final class DualLatch {
    private final LatchLine line;

    private DualLatch(int count, SyncConfig config) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be >= 0, was " + count);
        }
        line = new LatchLine(count, config);
    }

    /** A latch of so many countdowns, without a name. */
    public static DualLatch create(int count) {
        return new DualLatch(count, SyncConfig.DEFAULT);
    }

    /** A latch of so many countdowns, as configured. */
    public static DualLatch create(int count, UnaryOperator<SyncConfig> configure) {
        return new DualLatch(count, Line.configured(SyncConfig.DEFAULT, configure));
    }

    /** One less is left; the last one lets all go on who wait. At 0 it does nothing. Never blocks. */
    public void countDown() {
        line.countDown();
    }

    /** How many countdowns are left. */
    public int count() {
        return line.count();
    }

    /** Waits for the last countdown; never on a loop. */
    public void await() throws InterruptedException {
        line.pass(1);
    }

    /** Waits for the last countdown, at most so long. */
    public void await(Duration limit) throws InterruptedException, AwaitTimeoutException {
        line.pass(1, limit);
    }

    /** Waits for the last countdown, whatever interrupts; the interrupt is kept for afterwards. */
    public void awaitUninterruptibly() {
        line.passUninterruptibly(1);
    }

    /** A stage that completes with the last countdown; at once if that has been. */
    public CompletableFuture<Void> awaitAsync() {
        return line.passAsync(1);
    }

    /** How many countdowns are left, and how many wait. */
    public GateStatistics statistics() {
        return line.gateStatistics(line.count());
    }

    @Override
    public String toString() {
        return statistics().toString();
    }

    private static final class LatchLine extends GateLine {
        private static final VarHandle COUNT = handle();

        private volatile int count;

        LatchLine(int count, SyncConfig config) {
            super(config);
            this.count = count;
        }

        @Override
        String kind() {
            return "latch";
        }

        int count() {
            return count;
        }

        void countDown() {
            int now = count;
            while (now > 0 && !COUNT.compareAndSet(this, now, now - 1)) {
                now = count;
            }
            if (now == 1) {
                freed();
            }
        }

        @Override
        boolean isOpen() {
            return count == 0;
        }

        @Override
        protected boolean mayTake(Waiter waiter) {
            return count == 0;
        }

        @Override
        protected boolean take(Waiter waiter) {
            return count == 0;
        }

        private static VarHandle handle() {
            try {
                return MethodHandles.lookup().findVarHandle(LatchLine.class, "count", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
