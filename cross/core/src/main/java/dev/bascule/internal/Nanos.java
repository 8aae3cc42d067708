package dev.bascule.internal;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as nanoseconds, clamped where a long is too small. */
public final class Nanos {
    /** Long enough to be for ever, and small enough to be added to a clock reading. */
    private static final long MOST = Long.MAX_VALUE / 4;

    private Nanos() {}

    /** The JDK's pair in nanoseconds, at most about 73 years: a limit, however long, is not the same as none. */
    public static long of(long time, TimeUnit unit) {
        return Math.min(unit.toNanos(time), MOST);
    }

    /** The duration in nanoseconds, at least 0 and at most about 73 years. */
    public static long of(Duration duration) {
        requireNonNull(duration, "limit");
        if (duration.isNegative()) {
            return 0;
        }
        return duration.toSeconds() > MOST / 1_000_000_000 ? MOST : duration.toNanos();
    }
}
