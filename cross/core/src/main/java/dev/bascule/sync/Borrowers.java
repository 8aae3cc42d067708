package dev.bascule.sync;

import dev.bascule.sync.PermitLine.Borrowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The holds of one line that end with a scope. Most find a slot near that of their thread's number, which costs one CAS;
 * a map, where the rest goes, costs ten times as much.
 */
final class Borrowers {
    private static final int SLOTS = 16;
    private static final int PROBES = 4;
    private static final int IN_MAP = -1;

    private final AtomicReferenceArray<Borrowed> slots = new AtomicReferenceArray<>(SLOTS);
    private final Set<Borrowed> rest = ConcurrentHashMap.newKeySet(1);

    /** Where it is now, to be told when it is removed. */
    int add(Borrowed hold) {
        int near = (int) Thread.currentThread().getId();
        for (int i = 0; i < PROBES; i++) {
            int slot = (near + i) & (SLOTS - 1);
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, hold)) {
                return slot;
            }
        }
        rest.add(hold);
        return IN_MAP;
    }

    void remove(Borrowed hold, int slot) {
        if (slot == IN_MAP) {
            rest.remove(hold);
        } else {
            slots.setRelease(slot, null); // seen before the permits are, which are given back by a CAS
        }
    }

    /** Those of about this moment. */
    List<Borrowed> all() {
        List<Borrowed> all = new ArrayList<>(rest);
        for (int slot = 0; slot < SLOTS; slot++) {
            Borrowed hold = slots.get(slot);
            if (hold != null) {
                all.add(hold);
            }
        }
        return all;
    }
}
