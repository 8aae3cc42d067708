package dev.bascule.jcstress;

import dev.bascule.stage.AwaitException;
import dev.bascule.stage.CrossingException;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Puts into a word how a wait ended. One that lasts so long that it can only be a hang is ended by an interrupt from
 * outside: a limit of the wait's own would make it live, and change what is tested.
 */
public final class Guard {
    /** The stage's value came. */
    public static final String KEPT = "kept";
    /** The wait was refused with a proof. */
    public static final String TOLD = "told";
    /** The stage failed with a proof. */
    public static final String FAILED = "failed";
    /** The race interrupted the wait. */
    public static final String INTERRUPTED = "interrupted";
    /** Nothing ended the wait. */
    public static final String HANG = "hang";

    private static final long HANG_MILLIS = Long.getLong("bascule.races.hangMillis", 20_000);
    private static final Queue<Guard> ALL = new ConcurrentLinkedQueue<>();
    private static final ThreadLocal<Guard> MINE = ThreadLocal.withInitial(Guard::new);

    static {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "guard");
            thread.setDaemon(true);
            return thread;
        });
        watch.scheduleAtFixedRate(() -> ALL.forEach(Guard::look), 10, 10, TimeUnit.MILLISECONDS);
    }

    private final Thread thread = Thread.currentThread();

    // -- under the monitor --
    private boolean inside;
    private long until;
    private boolean ended;

    private Guard() {
        ALL.add(this);
    }

    /** How the wait ended, in a word. */
    public static String outcomeOf(Callable<String> wait) {
        return outcomeWithin(HANG_MILLIS, wait);
    }

    /** The same, for one that is expected to hang. */
    static String outcomeWithin(long millis, Callable<String> wait) {
        Guard guard = MINE.get();
        guard.enter(millis);
        try {
            return wait.call();
        } catch (CrossingException refused) {
            return isProof(refused) ? TOLD : refused.toString();
        } catch (AwaitException failed) {
            return failed.getCause() instanceof CrossingException reason && isProof(reason)
                    ? FAILED
                    : failed.toString();
        } catch (InterruptedException e) {
            return guard.hasEnded() ? HANG : INTERRUPTED;
        } catch (Exception e) {
            return e.toString();
        } finally {
            guard.leave();
        }
    }

    private static boolean isProof(CrossingException failure) {
        return switch (failure.rule()) {
            case BSC001, BSC002, BSC003 -> true;
            default -> false;
        };
    }

    private synchronized void enter(long millis) {
        inside = true;
        ended = false;
        until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    private synchronized void leave() {
        inside = false;
        if (ended) {
            Thread.interrupted(); // it may have come too late
        }
    }

    private synchronized void look() {
        if (inside && System.nanoTime() - until > 0) {
            ended = true;
            thread.interrupt();
        }
    }
}
