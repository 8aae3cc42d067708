package dev.bascule.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The other side of a hand-off: a parked thread that completes, one at a time, what it is given. */
final class Completer<T> {
    private final Consumer<T> action;
    private volatile @Nullable T given;
    private volatile boolean stopped;
    private @Nullable Thread thread;

    Completer(Consumer<T> action) {
        this.action = action;
    }

    void start(String kind) {
        thread = VirtualThreads.start(kind, this::run);
    }

    /** The next may be given only after the last was completed. */
    void give(T next) {
        given = next;
        LockSupport.unpark(thread);
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!stopped) {
            T next = given;
            if (next == null) {
                LockSupport.park(this);
            } else {
                given = null;
                action.accept(next);
            }
        }
    }
}
