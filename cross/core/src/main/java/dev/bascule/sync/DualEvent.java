package dev.bascule.sync;

import dev.bascule.internal.Waiter;
import dev.bascule.stage.AwaitTimeoutException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A gate that is open or shut, for threads and loops: who comes while it is shut waits until somebody opens it. For
 * something that happens once use {@link DualLatch}.
 *
 * {@snippet :
 * DualEvent configured = DualEvent.create(c -> c.withName("configured"));
 *
 * configured.await();                                    // a thread
 * configured.awaitAsync().thenRun(this::listen);         // a loop
 * configured.set();                                      // anybody
 * }
 *
 * <p><b>States.</b>
 *
 * <pre>
 *   clear --set--> set --clear--> clear
 * </pre>
 *
 * <p><b>Threads, blocking, interruption and cancellation</b> are those of {@link DualLock}. All who wait when it is set go
 * on, also if it is cleared at once.
 *
 * <p><b>Memory consistency effects.</b> What happened before {@link #set} happens-before what follows a wait that it ended.
 */
public final class DualEvent {
    private final EventLine line;

    private DualEvent(SyncConfig config) {
        line = new EventLine(config);
    }

    /** A clear event without a name. */
    public static DualEvent create() {
        return new DualEvent(SyncConfig.DEFAULT);
    }

    /** A clear event as configured, e.g. {@code create(c -> c.withName("configured"))}. */
    public static DualEvent create(UnaryOperator<SyncConfig> configure) {
        return new DualEvent(Line.configured(SyncConfig.DEFAULT, configure));
    }

    /** Opens the gate; all who wait go on. Never blocks. */
    public void set() {
        line.set();
    }

    /** Shuts the gate; who comes from now on waits. */
    public void clear() {
        line.clear();
    }

    /** Whether the gate is open. */
    public boolean isSet() {
        return line.isOpen();
    }

    /** Waits until it is set; never on a loop. */
    public void await() throws InterruptedException {
        line.pass(line.ticket());
    }

    /** Waits until it is set, at most so long. */
    public void await(Duration limit) throws InterruptedException, AwaitTimeoutException {
        line.pass(line.ticket(), limit);
    }

    /** Waits until it is set, whatever interrupts; the interrupt is kept for afterwards. */
    public void awaitUninterruptibly() {
        line.passUninterruptibly(line.ticket());
    }

    /** A stage that completes when it is set; at once if it is. */
    public CompletableFuture<Void> awaitAsync() {
        return line.passAsync(line.ticket());
    }

    /** Whether it is set, how often it has been, and how many wait. */
    public GateStatistics statistics() {
        return line.gateStatistics(line.times());
    }

    @Override
    public String toString() {
        return statistics().toString();
    }

    /** The state is a number, even while clear, odd while set: so one who waited through a set and a clear knows. */
    private static final class EventLine extends GateLine {
        private static final VarHandle STATE = handle();

        @SuppressWarnings("unused") // through STATE
        private volatile int state;

        EventLine(SyncConfig config) {
            super(config);
        }

        @Override
        String kind() {
            return "event";
        }

        int ticket() {
            return state;
        }

        int times() {
            return (state + 1) >>> 1;
        }

        @Override
        boolean isOpen() {
            return (state & 1) == 1;
        }

        void set() {
            int now = state;
            if ((now & 1) == 0 && STATE.compareAndSet(this, now, now + 1)) {
                freed();
            }
        }

        void clear() {
            int now = state;
            if ((now & 1) == 1) {
                STATE.compareAndSet(this, now, now + 1);
            }
        }

        @Override
        protected boolean mayTake(Waiter waiter) {
            return isOpen() || state != waiter.wanted;
        }

        @Override
        protected boolean take(Waiter waiter) {
            return mayTake(waiter);
        }

        private static VarHandle handle() {
            try {
                return MethodHandles.lookup().findVarHandle(EventLine.class, "state", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
