package dev.bascule.testkit.contract;

/** A gate that opens for good after so many countdowns: what a {@link LatchContract} is about. */
public interface Latch extends Gate {
    /** One less is left; at 0 it does nothing. */
    void countDown();

    /** How many are left. */
    long count();

    @Override
    default void open() {
        while (count() > 0) {
            countDown();
        }
    }
}
