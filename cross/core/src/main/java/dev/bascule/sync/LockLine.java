package dev.bascule.sync;

import dev.bascule.internal.Claims;
import dev.bascule.internal.Claims.Claim;
import dev.bascule.internal.Scope;
import dev.bascule.internal.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a lock is the hold itself: acquiring puts it into {@link #owner}, closing takes it out if it is still there.
 * So a hold that is closed twice needs no flag of its own, and lock and unlock are one CAS each.
 */
final class LockLine extends HoldLine {
    private static final VarHandle OWNER = handle();

    @SuppressWarnings("unused") // through OWNER
    private volatile @Nullable Held owner;

    LockLine(SyncConfig config) {
        super(config);
    }

    @Override
    String kind() {
        return "lock";
    }

    @Override
    @Nullable
    Hold tryAcquire(int wanted) {
        if (owner == null && mayBarge()) {
            Held hold = new Held(this);
            if (OWNER.compareAndSet(this, null, hold)) {
                return hold;
            }
        }
        return null;
    }

    @Override
    protected boolean take(Waiter waiter) {
        Held hold = new Held(this);
        boolean mine = OWNER.compareAndSet(this, null, hold);
        if (mine) {
            waiter.give(hold);
        }
        return mine;
    }

    @Override
    protected boolean mayTake(Waiter waiter) {
        return owner == null;
    }

    @Override
    String holders() {
        Held holder = owner;
        return holder == null ? "" : holder(holder, holder.scope);
    }

    @Override
    boolean isTakenFor(int wanted) {
        return owner != null;
    }

    @Override
    protected @Nullable Claims claims(Waiter waiter) {
        Held holder = owner;
        Scope scope = holder == null ? null : holder.scope;
        return scope == null ? null : new Claims(new Claim(this, scope, 1));
    }

    @Override
    void scoped(Hold hold, Scope scope) {
        if (hold instanceof Held held) {
            held.scope = scope;
        }
    }

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(LockLine.class, "owner", Held.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static final class Held implements Hold {
        private final LockLine line;
        private volatile @Nullable Scope scope;

        Held(LockLine line) {
            this.line = line;
        }

        @Override
        public void close() {
            if (OWNER.compareAndSet(line, this, null)) {
                line.freed();
            }
        }
    }
}
