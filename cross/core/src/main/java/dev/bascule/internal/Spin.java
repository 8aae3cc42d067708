package dev.bascule.internal;

import java.util.function.BooleanSupplier;

/**
 * Decides how long a loop looks for work before it parks: long enough only if it would have paid lately. If work comes
 * within {@link #MOST_NANOS} the patience grows, otherwise it shrinks to nothing; so an idle loop burns nothing, and one
 * in a quick exchange saves a wake-up, which costs 5 to 50 us. The rule is that of KVM's halt polling (Linux, {@code
 * virt/kvm/kvm_main.c}, {@code grow_halt_poll_ns}). Used by the loop's thread only.
 */
final class Spin {
    private static final long MOST_NANOS = 50_000;
    private static final long FIRST_NANOS = 10_000;
    private static final int LOOKS_PER_CLOCK_READING = 8;

    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private long patience;

    /** Looks until there is work or the patience is over; whether there is work. */
    boolean forWork(BooleanSupplier hasWork, long start) {
        if (patience == 0) {
            return hasWork.getAsBoolean();
        }
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK_READING; i++) {
                if (hasWork.getAsBoolean()) {
                    return true;
                }
                Thread.onSpinWait();
            }
            Thread.yield(); // whoever is about to bring the work may need this processor
        } while (System.nanoTime() - start < patience);
        return false;
    }

    /** Learns from a park that has ended: would looking a little longer have found the work? */
    void parked(long start) {
        if (System.nanoTime() - start > MOST_NANOS) {
            patience = patience <= FIRST_NANOS ? 0 : patience / 2;
        } else if (!ALONE) {
            patience = patience == 0 ? FIRST_NANOS : Math.min(MOST_NANOS, patience * 2);
        }
    }
}
