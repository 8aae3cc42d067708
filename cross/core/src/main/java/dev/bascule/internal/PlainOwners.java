package dev.bascule.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Promises that plain threads own. A task tells when it ends; of a plain thread nobody tells, so as long as there are
 * such owners a timer looks at them ten times a second and breaks the promises of those that have ended.
 */
final class PlainOwners {
    private static final long LOOK_NANOS = 100_000_000;
    private static final Set<Ambient> OWNERS = ConcurrentHashMap.newKeySet();
    private static final AtomicBoolean LOOKING = new AtomicBoolean();

    private PlainOwners() {}

    /** The owner's thread only. */
    static void add(Ambient owner, OwnedPromise<?> promise) {
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned == null) {
            owned = ConcurrentHashMap.newKeySet();
            owner.owned = owned;
            Ambient.enter();
        }
        owned.add(promise);
        OWNERS.add(owner);
        lookLater();
    }

    /** The owner's thread, or the one to which the promise was handed off. */
    static void remove(Ambient owner, OwnedPromise<?> promise) {
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned == null) {
            return;
        }
        owned.remove(promise);
        if (owesNothing(owner) && owner.bell.owner == Thread.currentThread()) {
            leave(owner);
        }
    }

    /** Forgets what has ended of what this thread owes, after somebody else has ended it. */
    static void tidy() {
        Ambient me = Ambient.peek();
        if (me != null && me.owned != null && owesNothing(me)) {
            leave(me);
        }
    }

    private static void leave(Ambient owner) {
        OWNERS.remove(owner);
        owner.owned = null;
        owner.leave();
    }

    /** Whether all its promises are kept. A virtual thread is watched to its end even so, or nobody would forget it. */
    private static boolean owesNothing(Ambient owner) {
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned != null) {
            owned.removeIf(OwnedPromise::isSettled);
        }
        boolean nothing = owned == null || owned.isEmpty();
        if (nothing && (owned == null || !Threads.isVirtual(owner.bell.owner))) {
            OWNERS.remove(owner);
            if (owned != null && !owned.isEmpty()) {
                OWNERS.add(owner); // it made another one this moment
            }
        }
        return nothing;
    }

    private static void lookLater() {
        if (LOOKING.compareAndSet(false, true)) {
            Background.schedule(LOOK_NANOS, PlainOwners::look);
        }
    }

    private static void look() {
        try {
            List<Ambient> ended =
                    OWNERS.stream().filter(owner -> !owner.bell.owner.isAlive()).toList();
            ended.forEach(PlainOwners::bury);
            OWNERS.forEach(PlainOwners::owesNothing);
        } finally {
            LOOKING.set(false);
            if (!OWNERS.isEmpty()) {
                lookLater();
            }
        }
    }

    private static void bury(Ambient owner) {
        OWNERS.remove(owner);
        owner.bury();
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned != null) {
            owned.forEach(promise -> Background.execute(() -> promise.brokenBy(null, owner))); // it runs user code
        }
    }
}
