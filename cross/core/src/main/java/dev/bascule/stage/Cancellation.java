package dev.bascule.stage;

/**
 * What cancelling an offloaded call does once the call is running. A call that is still queued is always dropped.
 *
 * <p>Whatever is chosen, the permit is held until the call's thread has truly ended; and {@code cancel(false)} never
 * interrupts, as the contract of {@link java.util.concurrent.Future} has it: it does what {@link #ABANDON} says, or, to a
 * shielded call, nothing. Deadlines, timeouts and the forms of {@code Bridge} that cancel what they started interrupt as
 * chosen.
 */
public enum Cancellation {
    /** The stage is cancelled and, by {@code cancel(true)}, the call's thread is interrupted. The default. */
    INTERRUPT,
    /**
     * The running call cannot be cancelled: {@code cancel} returns false and the stage gets the call's result, unless its
     * deadline passes first.
     */
    SHIELD,
    /** The stage is cancelled; the thread runs on undisturbed and its result is dropped. */
    ABANDON
}
