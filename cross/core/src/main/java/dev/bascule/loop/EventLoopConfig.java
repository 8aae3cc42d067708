package dev.bascule.loop;

import static java.util.Objects.requireNonNull;

import dev.bascule.spi.TimeSource;
import dev.bascule.stage.Nesting;
import java.time.Duration;

/**
 * How an {@link EventLoop} is to be. Start from what {@code open} passes in and change what you need.
 *
 * @param name in messages, events and the thread's name
 * @param nesting what the loop runs while one of its callbacks waits; {@link Nesting#RELEVANT} by default
 * @param ownThread whether the loop starts a daemon thread of its own with its first task (the default), or runs on
 *     whichever thread calls {@link EventLoop#runUntil}. One without a thread does nothing while nobody runs it: who awaits
 *     its work elsewhere waits until somebody does, and such a wait is suspected after a time
 * @param timeSource where timers and waits on the loop read the time; the system's by default
 * @param suspectAfter how long a nested wait that seems stuck goes on before it is reported; 2 s by default
 */
public record EventLoopConfig(
        String name, Nesting nesting, boolean ownThread, TimeSource timeSource, Duration suspectAfter) {

    /** Checks the options. */
    public EventLoopConfig {
        requireNonNull(name, "name");
        requireNonNull(nesting, "nesting");
        requireNonNull(timeSource, "timeSource");
        requireNonNull(suspectAfter, "suspectAfter");
        if (suspectAfter.isNegative() || suspectAfter.isZero()) {
            throw new IllegalArgumentException("suspectAfter must be > 0, was " + suspectAfter);
        }
    }

    /** The same with this name. */
    public EventLoopConfig withName(String newName) {
        return new EventLoopConfig(newName, nesting, ownThread, timeSource, suspectAfter);
    }

    /** The same with this nesting of waits. */
    public EventLoopConfig withNesting(Nesting newNesting) {
        return new EventLoopConfig(name, newNesting, ownThread, timeSource, suspectAfter);
    }

    /** The same, with or without a thread of its own. */
    public EventLoopConfig withOwnThread(boolean newOwnThread) {
        return new EventLoopConfig(name, nesting, newOwnThread, timeSource, suspectAfter);
    }

    /** The same with this source of time. */
    public EventLoopConfig withTimeSource(TimeSource newTimeSource) {
        return new EventLoopConfig(name, nesting, ownThread, newTimeSource, suspectAfter);
    }

    /** The same with this patience. */
    public EventLoopConfig withSuspectAfter(Duration newSuspectAfter) {
        return new EventLoopConfig(name, nesting, ownThread, timeSource, newSuspectAfter);
    }
}
