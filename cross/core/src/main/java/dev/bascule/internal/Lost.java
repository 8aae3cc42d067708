package dev.bascule.internal;

import java.lang.ref.WeakReference;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds work that a registered executor had taken and can run no more, since its owner has ended it. Nobody tells us of
 * that end, so each wait that begins looks, and each sweep for suspicions; the stages are failed then, and elsewhere:
 * their dependents are none of the waiting thread's business.
 */
final class Lost {
    /** Weak, since nobody says either when an executor is no longer used. */
    private static final CopyOnWriteArrayList<WeakReference<RegisteredCore>> KNOWN = new CopyOnWriteArrayList<>();

    private Lost() {}

    static void know(RegisteredCore core) {
        KNOWN.removeIf(each -> each.refersTo(null));
        KNOWN.add(new WeakReference<>(core));
    }

    /** Any thread; quick where no executor is registered. */
    static void look() {
        for (WeakReference<RegisteredCore> each : KNOWN) {
            RegisteredCore core = each.get();
            if (core != null && core.hasLost()) {
                Background.execute(core::failLost);
            }
        }
    }
}
