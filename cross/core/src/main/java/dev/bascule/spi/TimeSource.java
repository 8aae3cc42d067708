package dev.bascule.spi;

/** Where a loop reads the time. {@link #SYSTEM} in production; a manual clock in tests. */
public interface TimeSource {
    /** {@link System#nanoTime()}; never jumps. */
    TimeSource SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary origin; never goes back. */
    long nanoTime();

    /** Asks to be told after each jump of a clock that does not run by itself. Does nothing on one that does. */
    default void onJump(Runnable listener) {}
}
