package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import dev.bascule.stage.CrossingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The line of those who wait for one primitive: threads and stages in one queue, in the order in which they came.
 *
 * <p><b>For maintainers.</b> A subclass has the state that is fought over, and changes it by CAS; whoever finds it free
 * takes it without a look at the line (barging). Only who does not comes here. Inside, all is done under the line's
 * monitor, for a few instructions and never with user code: so of a grant and a cancel one is first, and a waiter that
 * leaves is unlinked at once, in constant time. Threads are unparked and stages completed after the monitor was left.
 *
 * <p>The handshake is Dekker's. A waiter enters the line (a volatile write of the mode) and then tries to take; whoever
 * frees something changes the state and then reads the mode. One of the two sees the other. A release wakes the head, and
 * does not grant: until the head has come back, the state is free for whoever runs already, since a lock that is handed
 * to a sleeping thread stands still until that thread runs (a convoy: Blasgen et al., "The convoy phenomenon", 1979).
 * While the head is on its way, others who release need not wake it again ({@code SIGNALLED}).
 *
 * <p>Against starvation: when the head has been that for {@value #STARVING_MICROS} us, and it or whoever frees something
 * finds too little for it, that closes the fast path ({@code STARVING}); the next release grants to it on its behalf, and
 * the path is open again. The idea is that of Go's {@code sync.Mutex} (2016), which keeps handing over while any waiter is
 * old; a line that is always long would then always be a convoy. Here each new head has a millisecond of its own.
 *
 * <p>Rejected: a lock-free queue as in AbstractQueuedSynchronizer. Its cancelled nodes are cleaned by later traversals,
 * so waiters that timed out are retained for a while, and a grant must race with a cancel at each node.
 */
public abstract class Waiters {
    /** For {@link #await}: no limit. */
    public static final long FOREVER = Awaiting.FOREVER;

    private static final byte EMPTY = 0;
    private static final byte WAITING = 1;
    private static final byte SIGNALLED = 2;
    private static final byte STARVING = 3;

    private static final int STARVING_MICROS = 1_000;
    private static final int NEAR = 256;

    /** Between two looks of one who spins: each takes the cache line from whoever works with it. */
    private static final int PAUSES = 16;

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? Settings.SPINS : 0;

    // -- guarded by the monitor --
    /** The first in line, before whom the last one counts as standing: a primitive that nobody waits for is small. */
    private @Nullable Waiter head;

    /** Whether those in line want different amounts, as far as is known. */
    private boolean isWeighted;

    /** When the head became that, in microseconds; wraps. */
    private int headSince;

    // -- written under the monitor, read by any thread --
    private volatile byte mode;

    /** A line for the primitive that the subclass is. */
    protected Waiters() {}

    // -- for the subclass --

    /** Whether the waiter may enter; if not, it has been given a {@link Waiter#denial denial}. Under the monitor. */
    protected boolean admits(Waiter waiter) {
        return true;
    }

    /** Called when one has entered, with no monitor held. */
    protected void entered() {}

    /** Called after one has given up, with no monitor held: it may have asked for more than those behind it need. */
    protected void left() {
        freed();
    }

    /** Called after something was taken from the line, with no monitor held. */
    protected void taken() {}

    /**
     * Takes what the waiter wants, if it is there, and {@link Waiter#give gives} it the result. By CAS, since others take
     * at the same time; called with or without the monitor.
     */
    protected abstract boolean take(Waiter waiter);

    /** Whether it would probably succeed. */
    protected abstract boolean mayTake(Waiter waiter);

    /** Whether all waiters are granted in their order and nobody may overtake. */
    protected abstract boolean isFifo();

    /** Whether stages complete on the thread that frees something, not where the waiter belongs. */
    protected abstract boolean isInline();

    /** Where the continuations of those run who belong to no loop and no offload. */
    protected abstract Home home();

    /** Who holds what the waiter wants, if it is known that it must wait for them; else null. */
    protected @Nullable Claims claims(Waiter waiter) {
        return null;
    }

    /** Whether it is seen at a glance that what the waiter wants will be given back. */
    protected boolean mayBeFreed(Waiter waiter) {
        Claims claims = claims(waiter);
        return claims == null
                || claims.held().stream().allMatch(claim -> claim.scope().goesOn());
    }

    /** Whether it is quite usual to wait here for long: for work that may come or not. */
    protected boolean isForWork() {
        return false;
    }

    /** What a message says of one who has claims. */
    protected String heldInWords() {
        return " is held by ";
    }

    /** What to do instead of waiting for what this very code holds. */
    protected String fixOfSelfWait() {
        return "do not acquire again what this code holds: it is not reentrant; pass the hold on, or give it back before.";
    }

    /** In the words of a message: {@code lock 'cache'}. */
    protected abstract String describe();

    /** Whether one who does not wait yet may take: nobody has waited for too long. */
    protected final boolean mayBarge() {
        int now = mode;
        return now == EMPTY || (now != STARVING && !isFifo());
    }

    /** Whether anybody waits. */
    protected final boolean hasWaiters() {
        return mode != EMPTY;
    }

    /** To be called after something was freed. */
    protected final void freed() {
        if (advance()) {
            taken();
        }
    }

    /** The same for the line alone; whether anybody was woken. */
    protected final boolean advance() {
        int now = mode;
        return now != EMPTY && now != SIGNALLED && wakeNext();
    }

    /** Who stands first, to be looked at under the monitor. */
    protected final @Nullable Waiter head() {
        return head;
    }

    /** Whether it still stands in line. */
    final synchronized boolean isWaiting(Waiter waiter) {
        return waiter.state == Waiter.WAITING;
    }

    /**
     * The one that must go before it and may never do so although the waiter itself could be granted: of those ahead who
     * want more than it does the one that wants most; one that leaves in time only if all of them do. What keeps the others
     * from going keeps the waiter too. In a long line only the nearest are looked at: to miss one can but miss a proof, and
     * to look at all would take the square of the line.
     */
    final synchronized @Nullable Waiter obstacle(Waiter waiter) {
        Waiter most = null;
        Waiter each = isWeighted ? waiter : head;
        for (int left = NEAR; each != head && each != null && left > 0; left--) {
            each = each.previous;
            if (each != null && each.wanted > waiter.wanted && (most == null || isWorse(each, most))) {
                most = each;
            }
        }
        return most;
    }

    private static boolean isWorse(Waiter one, Waiter other) {
        return one.isLimited() == other.isLimited() ? one.wanted > other.wanted : other.isLimited();
    }

    /** How many wait. */
    protected final synchronized int length() {
        int count = 0;
        for (Waiter each = head; each != null; each = each.next) {
            count++;
        }
        return count;
    }

    // -- the blocking face --

    /** Refuses to block the thread of a loop; before anything else is done, so that it does not depend on luck. */
    public final void refuseOnLoop(String method) {
        Thread thread = Thread.currentThread();
        if (thread.getClass() != Thread.class || LoopGuard.anyThreadMayBeALoop()) {
            LoopGuard.check(thread, this, method);
        }
    }

    /**
     * Waits on the calling thread, at most so long.
     *
     * @return the waiter with what it was given, or null if the time is over
     */
    protected final @Nullable Waiter await(int wanted, @Nullable Object brings, long nanos)
            throws InterruptedException {
        Waiter waiter = new Waiter(this, Thread.currentThread(), wanted, brings, nanos != FOREVER);
        return spin(waiter) || park(waiter, nanos, true) ? waiter : null;
    }

    /** The same, whatever interrupts; the interrupt is kept for afterwards. */
    protected final Waiter awaitUninterruptibly(int wanted, @Nullable Object brings) {
        Waiter waiter = new Waiter(this, Thread.currentThread(), wanted, brings, false);
        try {
            boolean granted = spin(waiter) || park(waiter, FOREVER, false);
            assert granted;
            return waiter;
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Only the first in line: more who spin would take the processor from whoever could free something. */
    private boolean spin(Waiter waiter) {
        if (SPINS == 0 || mode != EMPTY || Threads.isVirtual((Thread) waiter.party)) {
            return false;
        }
        for (int i = 0; i < SPINS && mode == EMPTY; i++) {
            Thread.onSpinWait();
            if (i % PAUSES == 0 && mayTake(waiter) && take(waiter)) {
                taken();
                return true;
            }
        }
        return false;
    }

    private boolean park(Waiter waiter, long nanos, boolean interruptible) throws InterruptedException {
        long deadline = nanos == FOREVER ? 0 : System.nanoTime() + nanos;
        enter(waiter);
        if (arrive(waiter)) {
            return true;
        }
        Wait wait = null;
        AwaitEvent event = AwaitEvent.PROBE.isEnabled() ? new AwaitEvent() : null;
        if (event != null) {
            event.begin();
        }
        try {
            wait = Waits.publish(waiter);
            return parkInLine(waiter, nanos, deadline, interruptible);
        } catch (CrossingException proven) {
            if (leave(waiter)) {
                throw proven;
            }
            return true; // granted in the last moment: by somebody who was interrupted, or gave up
        } finally {
            Waits.withdraw(wait);
            if (event != null) {
                event.finish(waiter);
            }
        }
    }

    private boolean parkInLine(Waiter waiter, long nanos, long deadline, boolean interruptible)
            throws InterruptedException {
        boolean interrupted = false;
        try {
            while (!arrive(waiter)) {
                long left = nanos == FOREVER ? FOREVER : deadline - System.nanoTime();
                boolean woken = Thread.interrupted();
                interrupted |= woken;
                if (woken && interruptible && leave(waiter)) {
                    interrupted = false;
                    throw new InterruptedException();
                }
                if (left <= 0 && leave(waiter)) {
                    return false;
                }
                if (left == FOREVER) {
                    LockSupport.park(this);
                } else if (left > 0) {
                    LockSupport.parkNanos(this, left);
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt(); // the grant was first
            }
        }
    }

    /** Remembers who holds it, with {@code -Dbascule.sites=all}. */
    protected static <H> H noted(H hold) {
        Sites.taken(hold);
        return hold;
    }

    /** Who holds it: the scope that gives it back, or who took it and where, as far as is known; else "". */
    protected static String holder(Object hold, @Nullable Scope scope) {
        String taker = Sites.taker(hold);
        return taker != null ? taker : scope != null ? scope.describe() : "";
    }

    // -- the async face --

    /** A stage for something that was there at once. */
    protected final <T> CompletableFuture<T> granted(@Nullable T value) {
        LineFuture.Granted<T> done = new LineFuture.Granted<>(Combining.homeHere(this::home));
        done.settle(value);
        return done;
    }

    /** A stage for something that may have to be waited for. */
    protected final <T> CompletableFuture<T> awaitAsync(int wanted, @Nullable Object brings) {
        LineFuture<T> stage = new LineFuture<>(this, wanted, brings);
        enter(stage.waiter);
        if (arrive(stage.waiter)) {
            stage.settleWithGrant();
        } else {
            Proof.onChange(stage);
        }
        return stage;
    }

    // -- the line --

    private void enter(Waiter waiter) {
        append(waiter);
        entered();
    }

    private synchronized void append(Waiter waiter) {
        if (!admits(waiter)) {
            waiter.state = Waiter.GRANTED;
            return;
        }
        waiter.state = Waiter.WAITING;
        Waiter first = head;
        Waiter last = first == null ? waiter : requireNonNull(first.previous);
        waiter.previous = last;
        isWeighted = first != null && (isWeighted || last.wanted != waiter.wanted);
        if (first == null) {
            becomeHead(waiter);
        } else {
            last.next = waiter;
            first.previous = waiter;
        }
    }

    private void becomeHead(Waiter waiter) {
        head = waiter;
        headSince = micros();
        mode = isFifo() ? STARVING : WAITING;
    }

    private static int micros() {
        return (int) (System.nanoTime() >>> 10);
    }

    /** The waiter's party is awake: whether it has, or now gets, what it wants. */
    final boolean arrive(Waiter waiter) {
        boolean moved = false;
        synchronized (this) {
            if (waiter == head) {
                if (mode == SIGNALLED) {
                    mode = WAITING; // before the state is read: whoever frees it from now on will look at the line
                }
                moved = take(waiter);
                if (moved) {
                    grant(waiter);
                } else {
                    closeFastPathIfLate();
                }
            }
            if (!moved) {
                return waiter.state == Waiter.GRANTED;
            }
        }
        wakeNext();
        taken();
        return true;
    }

    private void closeFastPathIfLate() {
        if (mode == WAITING && micros() - headSince > STARVING_MICROS) {
            mode = STARVING;
        }
    }

    /** The waiter wants it no longer; false if it has it already. */
    final boolean leave(Waiter waiter) {
        synchronized (this) {
            if (waiter.state != Waiter.WAITING) {
                return false;
            }
            waiter.state = Waiter.LEFT;
            unlink(waiter);
        }
        left();
        return true;
    }

    /** Wakes all for whom there may be something, one by one; whether there was any. */
    private boolean wakeNext() {
        Waiter woken = next();
        boolean any = woken != null;
        while (woken != null) {
            wake(woken);
            woken = next();
        }
        return any;
    }

    /** Grants to the head, whatever {@link #take} says, and gives it the value; null if nobody waits. To be woken later. */
    protected final synchronized @Nullable Waiter grantFirst(@Nullable Object value) {
        Waiter first = head;
        if (first != null) {
            first.give(value);
            grant(first);
        }
        return first;
    }

    /** Denies all who wait. */
    protected final void denyAll(Throwable reason) {
        Object denial = Waiter.denial(reason);
        for (Waiter waiter = grantFirst(denial); waiter != null; waiter = grantFirst(denial)) {
            wake(waiter);
        }
    }

    /** The head, if it is to be woken: it shall look again, or has been granted on its behalf. */
    private synchronized @Nullable Waiter next() {
        Waiter first = head;
        if (first == null || mode == SIGNALLED) {
            return null;
        }
        if (!mayTake(first)) {
            closeFastPathIfLate(); // others take, bit by bit, what it wants all of: it would never even be woken
            return null;
        }
        if (mode == WAITING) {
            mode = SIGNALLED;
            return first;
        }
        if (!take(first)) {
            return null; // to one who was on the fast path when it was closed, and who will look at the line again
        }
        grant(first);
        return first;
    }

    private void grant(Waiter waiter) {
        waiter.state = Waiter.GRANTED;
        unlink(waiter);
    }

    private void unlink(Waiter waiter) {
        Waiter first = head;
        Waiter before = waiter.previous;
        Waiter after = waiter.next;
        if (after != null) {
            after.previous = before;
        } else if (waiter != first && first != null) {
            first.previous = before;
        }
        if (waiter != first && before != null) {
            before.next = after;
        } else if (after != null) {
            becomeHead(after);
        } else {
            head = null;
            mode = EMPTY;
        }
        waiter.previous = null;
        waiter.next = null;
    }

    /** Lets its party look, or go on; with no monitor held. */
    protected static void wake(Waiter waiter) {
        if (waiter.party instanceof Thread thread) {
            LockSupport.unpark(thread);
        } else if (waiter.party instanceof LineFuture<?> stage) {
            stage.wake();
        }
    }
}
