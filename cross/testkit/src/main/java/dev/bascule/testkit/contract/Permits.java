package dev.bascule.testkit.contract;

/** A semaphore: what a {@link SemaphoreContract} is about. */
public interface Permits {
    /** Requests for so many permits at a time; it is blocked by somebody who has all of them. */
    Acquirable each(int permits);

    /** How many nobody has. */
    int available();

    /** How many threads and stages wait in line, for however many. */
    int waiting();

    /** Whether it is one of Bascule's kind: see {@link Subject#isDual()}. */
    default boolean isDual() {
        return true;
    }
}
