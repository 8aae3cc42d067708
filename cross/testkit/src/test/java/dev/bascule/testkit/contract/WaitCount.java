package dev.bascule.testkit.contract;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The threads that wait in a piece of code: those of them that are parked. */
final class WaitCount {
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    Thread begin() {
        Thread me = Thread.currentThread();
        inside.add(me);
        return me;
    }

    void end(Thread me) {
        inside.remove(me);
    }

    int parked() {
        return (int) inside.stream()
                .map(Thread::getState)
                .filter(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                .count();
    }
}
