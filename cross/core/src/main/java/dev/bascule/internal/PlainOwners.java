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
        owned.removeIf(OwnedPromise::isSettled);
        owned.add(promise);
        OWNERS.add(owner);
        lookLater();
    }

    /** The owner's thread, or the one to which the promise was handed off. */
    static void remove(Ambient owner, OwnedPromise<?> promise) {
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned != null) {
            owned.remove(promise);
            owned.removeIf(OwnedPromise::isSettled);
            if (owned.isEmpty() && owner.bell.owner == Thread.currentThread()) {
                owner.owned = null;
                OWNERS.remove(owner);
                owner.leave();
            }
        }
    }

    private static void lookLater() {
        if (LOOKING.compareAndSet(false, true)) {
            Background.schedule(LOOK_NANOS, PlainOwners::look);
        }
    }

    private static void look() {
        List<Ambient> ended =
                OWNERS.stream().filter(owner -> !owner.bell.owner.isAlive()).toList();
        ended.forEach(PlainOwners::bury);
        LOOKING.set(false);
        if (!OWNERS.isEmpty()) {
            lookLater();
        }
    }

    private static void bury(Ambient owner) {
        OWNERS.remove(owner);
        owner.bury();
        Set<OwnedPromise<?>> owned = owner.owned;
        if (owned != null) {
            owned.forEach(promise -> promise.brokenBy(null, owner));
        }
    }
}
