package dev.bascule.internal;

import java.util.function.BooleanSupplier;

/**
 * Decides how long an offload's worker that ran out of calls looks for more before it gives its permit back: for up to
 * {@link #MOST_NANOS} while that pays, hardly ever while it does not. After each look that found nothing twice as many
 * chances are let pass, up to {@link #MOST_SKIPPED}; one that found something starts anew.
 *
 * <p>Not the rule of {@link Spin}, which asks whether a longer look would have paid: with several workers the next call is
 * often another one's. Touched only by the one worker that looks, under the bit in {@link OffloadPermits}.
 */
final class Linger {
    private static final long MOST_NANOS = 50_000;
    private static final int MOST_SKIPPED = 1 << 10;
    private static final int LOOKS_PER_CLOCK_READING = 16;

    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private int skipped = 1;
    private int left;

    /** Looks until there is work, or long enough; whether there is. */
    boolean forWork(BooleanSupplier hasWork) {
        if (ALONE || --left > 0) {
            return false;
        }
        long end = System.nanoTime() + MOST_NANOS;
        do {
            for (int i = 0; i < LOOKS_PER_CLOCK_READING; i++) {
                if (hasWork.getAsBoolean()) {
                    skipped = 1;
                    left = 0;
                    return true;
                }
                Thread.onSpinWait();
            }
            Thread.yield(); // whoever is about to bring the work may need this processor, or carrier
        } while (System.nanoTime() - end < 0);
        skipped = Math.min(skipped * 2, MOST_SKIPPED);
        left = skipped;
        return false;
    }
}
