package dev.bascule.sync;

import static java.util.Objects.requireNonNull;

import dev.bascule.internal.Claims;
import dev.bascule.internal.Claims.Claim;
import dev.bascule.internal.Scope;
import dev.bascule.internal.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, of which each hold has some. A read-write lock is one too: a reader wants one permit, a writer all.
 * One CAS to take, one to give back, and one that makes a hold close but once.
 */
class PermitLine extends HoldLine {
    private static final VarHandle AVAILABLE;
    private static final VarHandle CLOSED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            AVAILABLE = lookup.findVarHandle(PermitLine.class, "available", int.class);
            CLOSED = lookup.findVarHandle(Borrowed.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // -- immutable --
    final int permits;

    // -- any thread --
    private volatile int available;

    /** Holds that end with a scope: of those it is known who will give them back. Made with the first. */
    private volatile @Nullable Borrowers scoped;

    PermitLine(SyncConfig config, int permits) {
        super(config);
        this.permits = permits;
        this.available = permits;
    }

    @Override
    String kind() {
        return "semaphore";
    }

    @Override
    @Nullable
    Hold tryAcquire(int wanted) {
        return mayBarge() && takePermits(wanted) ? new Borrowed(this, wanted) : null;
    }

    @Override
    protected boolean take(Waiter waiter) {
        boolean mine = takePermits(waiter.wanted);
        if (mine) {
            waiter.give(new Borrowed(this, waiter.wanted));
        }
        return mine;
    }

    private boolean takePermits(int wanted) {
        for (int now = available; now >= wanted; now = available) {
            if (AVAILABLE.compareAndSet(this, now, now - wanted)) {
                return true;
            }
        }
        return false;
    }

    @Override
    protected boolean mayTake(Waiter waiter) {
        return available >= waiter.wanted;
    }

    @Override
    protected boolean mayBeFreed(Waiter waiter) {
        Borrowers known = scoped;
        boolean oneIsEnough = waiter.wanted == 1;
        return (oneIsEnough && known != null && known.all().stream().anyMatch(Borrowed::goesOn))
                || super.mayBeFreed(waiter);
    }

    @Override
    boolean isTakenFor(int wanted) {
        return available < wanted;
    }

    /**
     * What no scope holds counts as free: it is, or was taken by token, or is on its way to a scope or back. So nothing
     * that was live dies when a hold gets its scope, or is closed, and neither has to look.
     */
    @Override
    protected @Nullable Claims claims(Waiter waiter) {
        Borrowers known = scoped;
        if (known == null) {
            return null;
        }
        Set<Claim> held = known.all().stream()
                .filter(hold -> hold.permits > 0)
                .map(Borrowed::claim)
                .collect(Collectors.toSet());
        int free = available;
        long sum = held.stream().mapToLong(Claim::permits).sum();
        int rest = (int) Math.max(0, permits - sum); // one that has closed meanwhile may have been counted too
        return rest < waiter.wanted ? new Claims(held, waiter.wanted - rest, free == rest) : null;
    }

    int available() {
        return available;
    }

    @Override
    void scoped(Hold hold, Scope scope) {
        if (hold instanceof Borrowed borrowed) {
            borrowed.scope = scope;
            borrowed.slot = scoped().add(borrowed);
        }
    }

    private Borrowers scoped() {
        Borrowers known = scoped;
        return known != null ? known : makeScoped();
    }

    private synchronized Borrowers makeScoped() {
        Borrowers known = scoped;
        if (known == null) {
            known = new Borrowers();
            scoped = known;
        }
        return known;
    }

    @Override
    String holders() {
        return borrowers().stream().map(Borrower::name).collect(Collectors.joining(", "));
    }

    /** The permits of each scope that holds some, at about this moment. */
    List<Borrower> borrowers() {
        Borrowers known = scoped;
        return known == null
                ? List.of()
                : known.all().stream().map(Borrowed::describe).toList();
    }

    private void giveBack(Borrowed hold) {
        if (hold.scope != null) {
            scoped().remove(hold, hold.slot);
        }
        AVAILABLE.getAndAdd(this, hold.permits);
        freed();
    }

    static final class Borrowed implements Hold {
        private final PermitLine line;
        private final int permits;
        private volatile @Nullable Scope scope;
        private int slot;

        @SuppressWarnings("unused") // through CLOSED
        private volatile boolean closed;

        Borrowed(PermitLine line, int permits) {
            this.line = line;
            this.permits = permits;
        }

        @Override
        public void close() {
            if (CLOSED.compareAndSet(this, false, true)) {
                line.giveBack(this);
            }
        }

        private boolean goesOn() {
            Scope known = scope;
            return known != null && permits > 0 && known.goesOn();
        }

        private Claim claim() {
            return new Claim(line, requireNonNull(scope), permits);
        }

        private Borrower describe() {
            return new Borrower(HoldLine.holder(this, scope), permits);
        }
    }
}
