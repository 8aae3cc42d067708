package dev.bascule.jcstress;

/**
 * A pause before something that shall meet a thread just when it has woken up. How long that takes is learnt: the pause
 * grows when it was too short and shrinks when it was too long. For one race at a time.
 */
final class Aim {
    private static final long STEP_NANOS = 500;

    private volatile long nanos;

    void pause() {
        long from = System.nanoTime();
        while (System.nanoTime() - from < nanos) {
            Thread.onSpinWait();
        }
    }

    /** By one thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void learn(boolean tooShort) {
        nanos = Math.max(0, nanos + (tooShort ? STEP_NANOS : -STEP_NANOS));
    }
}
