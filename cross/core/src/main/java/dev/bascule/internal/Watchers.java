package dev.bascule.internal;

import java.util.List;
import java.util.stream.Stream;

/**
 * The waiting threads that depend on a stage whose producer is not settled yet: a composition that has not returned its
 * inner stage. They are rung when it has, since what they may run has changed. Any thread.
 */
final class Watchers {
    private volatile List<Bell> bells = List.of();

    /** To be called before the look at what is watched. */
    void add(Bell bell) {
        if (bells.contains(bell)) {
            return;
        }
        synchronized (this) {
            bells = Stream.concat(bells.stream().filter(each -> each.owner.isAlive()), Stream.of(bell))
                    .toList();
        }
    }

    /** To be called after the change. */
    void ring() {
        bells.forEach(Bell::ring);
    }
}
